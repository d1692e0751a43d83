//! Links of every shape that was ever made. They are read forever: rows are added, never changed.

const CONTROLLER = ["users.controller.ts", "@Controller('users')\nexport class UsersController {}\n"];
const SCHEMA = ["prisma/schema.prisma", "model User {\n  id Int @id\n}\n"];

/** What is in the link, the part behind `#s=`, and what it reads as. */
export const LINKS = [
  [
    "the first ones: files, the open one, the selection",
    "1.ZY4xCsIwFIav8ngOVYgNrpkKTh7AqekQklgDSVryUhFKwWO4OXsOL-QRxA4Kun58_8c_4gnFhuEBRV0jJc0HsolK3cWcOu9tKjMhw2r7ActiVoqVjPbcdymD9ooI9m_61WCcZMSG1Uj6aIMq--QoKGQYOmP9rMMoI4AzsIsZKmeAc3jcn7frRcZ53TBUKP4KZD0KVEM-8nZQyayDI3KxXfx8wOkF",
    {
      v: 1,
      f: [
        ["src/users.controller.ts", "@Controller('users')\nexport class UsersController {}\n"],
        ["schema.prisma", "model User {\n  id Int @id // é😀\n}\n"],
      ],
      a: "schema.prisma",
      sel: "auth/guard-missing#UsersController",
    },
  ],
  [
    "files alone",
    "1.q1YqU7Iy1FFKU7KKjlYqLU4tKtZLzs8rKcrPyUkt0ispVtJRcnCGC2iog5Woa8bkpVYU5BeVKCTnJBYXK4SCRBHKFKprY_KUYmNrAQ",
    { v: 1, f: [CONTROLLER] },
  ],
  [
    "the open file by its place",
    "1.RYvBCgIhGAZf5ee7bIFs7NXTQqceoJPuQdRIcHXxtwhk3z0yqOMMMw1PyEngBqkUHuwLjzanWnKMvoyVITCff-Iw9GQ46uRfWy6VbDTMdP3Yf0Zt1wmLUNhK4NWc2N79asYvQWDNzsd-UdOJKDi6pEpzcDr1dREwkNP-Bg",
    { v: 1, f: [CONTROLLER, SCHEMA], a: "prisma/schema.prisma" },
  ],
  [
    "a standard as text",
    "1.dcwxCgIxEEbhq4S_WYWwYDuV4BmsdrZY4ghCSJaZWVFC7i5aaGX7-HgNd9Ah4gqaJmwmamOqxbXmLDq6IeJ4-obd8CHDnos81qoeUl7Mwvldfyy0zgXzHLGA_lzNLyA0xqpi4gximKRNb_5kdPQX",
    { v: 1, f: [CONTROLLER], a: CONTROLLER[0], std: '{"preset":"security"}' },
  ],
  [
    "a standard as an object",
    "1.RcoxCoQwEAXQq4TfqBCEbVMJnsFKLZY4CwshkZlRXELuvmih7eNl7HAviw_cOGITYml9isopBOJWBRZdf0NdXaVqpkjHmliND28RM5z6NJPLFDHPFqILXMbKJKRwEPIbf_WHUv4",
    { v: 1, f: [CONTROLLER], std: '{"preset":"security"}' },
  ],
  [
    "a view",
    "1.q1YqU7Iy1FFKU7KKjlYqLU4tKtZLzs8rKcrPyUkt0ispVtJRcnCGC2iog5Woa8bkpVYU5BeVKCTnJBYXK4SCRBHKFKprY_KUYmN1lMoyU8uVrJSSM1KTs3Myi0uUagE",
    { v: 1, f: [CONTROLLER], view: "checklist" },
  ],
  [
    "a masked copy",
    "1.q1YqU7Iy1FFKU7KKjlZK1CtOLSrLTE7VKylW0lFKzs8rLlHITq1UsFVQtylKTUlMLklNsVO3jslTio3VUUpUskLVUgsA",
    { v: 1, f: [["a.service.ts", "const key = '<redacted>';\n"]], a: "a.service.ts" },
  ],
  [
    "ticks of the checklist",
    "1.dY0xC8IwFAb_yuMDqUIoukknoZNDR6c2w7N9SiAkJS8tQul_Fzvo5HocdwtmVCeDB6q2xaSStOxjyCl6L6nMCoNL_QX7YlOKQxfkNcaUqfesSrcP_Wm0rF2AtQaM6k81b8c6zpL4KcT3OAudj7SDQSOsU5KBXKD6CmtaNO6ZOLsYlHgcvZMBBrB2fQM",
    { v: 1, f: [CONTROLLER], a: CONTROLLER[0], t: [["Coverage above 80 %", "Measured in CI"], ["Migrations applied", ""]] },
  ],
  [
    "fields that nobody knows yet",
    "1.dcyxCsMgFEbhV5F_SQMScL1Toc_QyTiImEm03GtLqPjuIRmSKevh4zT8QEZjAVmLr0SWKZRcuaQUeaoCjefrDI_hIMM457h-ClcVkhdR771eTLU-Zzin4UE31-RrZFDDCjJd4w-yxvUN",
    { v: 1, f: [CONTROLLER], a: CONTROLLER[0] },
  ],
  [
    "names that are made safe",
    "1.q1YqU7Iy1FFKU7KKjlbS09PX09NPLUnWr9ArKVbSUTJUitWJVoJyjJRiY3WUEpWsIAK1AA",
    { v: 1, f: [["etc/x.ts", "1"], ["x.ts", "2"]], a: "x.ts" },
  ],
  [
    "a selection, a standard and a tick",
    "1.dY_LasMwFER_5TJQkoJwkqaPRKtAVv2AriwvFOmmNciS0VVMg_G_l7iQrrqcmXMWM2KA3iicoesaF-EslUux5BQC56oIFA7He7FczMji0UT-7lMu5IIVoY9b-4fROJmIRtXocyudXYn74s5WvwkKXfIcZotGE4laT--x0KH1Js5qo2Ch_9OFAzTWm6ft88vr225vT87z-TYUD43RoM8sXAy0gbC75LZcDSYolPnoMQ2c7SeTPaWBabemByigaaYf",
    { v: 1, f: [CONTROLLER, SCHEMA], a: SCHEMA[0], sel: "0123456789abcdef", std: '{"preset":"security"}', t: [["Coverage above 80 %", ""]] },
  ],
];

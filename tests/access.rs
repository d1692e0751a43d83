//! Who may call each handler, in the ways that others get it wrong.

#[path = "states.rs"]
mod states;

use analyzer::Standard;
use analyzer::report::State;
use states::{NOTES, states, states_by};

#[test]
fn a_handler_without_anything_is_bare() {
    assert_eq!(states(&[NOTES]), ["NotesController.read bare", "NotesController.write bare"]);
}

#[test]
fn guards_of_methods_and_classes() {
    let code = "
        import { JwtGuard } from './jwt.guard';
        @Controller('a') @UseGuards(JwtGuard) export class A { @Post() add() {} }
        @Controller('b') export class B { @UseGuards(AuthGuard('jwt')) @Post() add() {} @Put() set() {} }";
    let guard = "@Injectable() export class JwtGuard extends AuthGuard('jwt') {}";
    let found = states(&[("src/a.ts", code), ("src/jwt.guard.ts", guard)]);
    assert_eq!(found, ["A.add guarded", "B.add guarded", "B.set bare"]);
}

#[test]
fn composed_decorators_are_taken_apart_across_files_and_barrels() {
    let code = "
        import { Auth, Logged, SignedIn } from './decorators';
        import * as all from './decorators';
        @Controller('a') export class A {
          @Auth(Role.Admin) @Post() add() {}
          @Logged() @Put() set() {}
          @SignedIn @Patch() patch() {}
          @all.Auth() @Delete() remove() {}
        }";
    let barrel = "export * from './auth.decorator';\nexport { Logged } from './logged.decorator';";
    let auth = "
        import { UseGuards, applyDecorators } from '@nestjs/common';
        import { JwtGuard } from '../jwt.guard';
        export const SignedIn = UseGuards(JwtGuard);
        const Base = (...roles: Role[]) => applyDecorators(SetMetadata('roles', roles), SignedIn, ApiBearerAuth());
        export function Auth(...roles: Role[]) {
          return applyDecorators(Base(...roles), ApiUnauthorizedResponse());
        }";
    let logged =
        "export const Logged = () => applyDecorators(UseInterceptors(LogInterceptor), SetMetadata('log', true));";
    let found = states(&[
        ("src/a.ts", code),
        ("src/decorators/index.ts", barrel),
        ("src/decorators/auth.decorator.ts", auth),
        ("src/decorators/logged.decorator.ts", logged),
        ("src/jwt.guard.ts", "export class JwtGuard extends AuthGuard('jwt') {}"),
    ]);
    assert_eq!(found, ["A.add guarded", "A.set bare", "A.patch guarded", "A.remove guarded"]);
}

#[test]
fn a_decorator_that_is_not_among_the_files_may_do_anything() {
    let code = "
        import { Protected } from 'nest-keycloak';
        import { Auth } from './auth.decorator';
        @Controller('a') export class A {
          @Protected() @Post() add() {}
          @Auth() @Put() set() {}
          @ApiOperation({}) @HttpCode(204) @Delete() remove() {}
        }";
    assert_eq!(states(&[("src/a.ts", code)]), ["A.add unseen", "A.set unseen", "A.remove bare"]);
}

#[test]
fn base_controllers_pass_on_handlers_and_guards() {
    let base = "
        @UseGuards(AuthGuard('jwt'))
        export abstract class Crud { @Post() add() {} @Delete(':id') remove() {} @Patch() patch() {} }
        export abstract class Bare { @Post() add() {} }";
    let code = "
        import { Crud, Bare } from './crud';
        @Controller('a') export class A extends Crud { patch() {} }
        @Controller('b') export class B extends Bare { @Put() set() {} }";
    let found = states(&[("src/crud.ts", base), ("src/a.ts", code)]);
    assert_eq!(found, ["A.add guarded", "A.remove guarded", "B.set bare", "B.add bare"]);
}

#[test]
fn a_base_that_others_extend_is_seen_through_them() {
    let code = "
        @Resolver() export class PostsBase { @Mutation(() => Post) removePost() {} }
        @Resolver() @UseGuards(AuthGuard('jwt')) export class PostsResolver extends PostsBase {}";
    assert_eq!(states(&[("src/a.ts", code)]), ["PostsResolver.removePost guarded"]);
}

#[test]
fn what_could_settle_it_is_named_when_it_is_missing() {
    let state = |files: &[(&str, &str)]| {
        let sources: Vec<analyzer::Source> =
            files.iter().map(|(path, text)| analyzer::Source::new(*path, *text)).collect();
        let review = analyzer::review(&sources, &Standard::default());
        let own = review.assessments.into_iter().find(|it| it.rule == "auth/guard-missing").expect("an assessment");
        (own.state, own.needs, own.count)
    };
    let needs = vec!["app.module.ts".to_owned()];
    assert_eq!(state(&[NOTES]), (State::NotSeen, needs, 0));
    let guarded = ("src/me.ts", "@Controller('me') @UseGuards(AuthGuard('jwt')) export class Me { @Put() set() {} }");
    assert_eq!(state(&[guarded]), (State::Passed, vec![], 0));
    assert_eq!(state(&[NOTES, guarded]), (State::Found, vec![], 1));
}

#[test]
fn a_global_throttler_is_not_authentication() {
    let throttled = "
        @Module({ providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }] }) export class AppModule {}";
    assert_eq!(states(&[NOTES, ("src/app.module.ts", throttled)])[1], "NotesController.write bare");
    let own = "
        @Injectable() export class CallsGuard extends ThrottlerGuard { canActivate(context) { return super.canActivate(context); } }
        @Module({ providers: [{ provide: APP_GUARD, useClass: CallsGuard }] }) export class AppModule {}";
    assert_eq!(states(&[NOTES, ("src/app.module.ts", own)])[1], "NotesController.write bare");
}

#[test]
fn global_guards_of_every_form() {
    let guard = "
        @Injectable() export class Gate implements CanActivate {
          async canActivate(context: ExecutionContext) {
            const request = context.switchToHttp().getRequest();
            request.user = await this.jwt.verifyAsync(request.headers.authorization);
            return true;
          }
        }";
    let forms = [
        "@Module({ providers: [{ provide: APP_GUARD, useClass: Gate }] }) export class AppModule {}",
        "@Module({ providers: [{ provide: 'APP_GUARD', useClass: Gate }] }) export class AppModule {}",
        "@Module({ providers: [Gate, { provide: APP_GUARD, useExisting: Gate }] }) export class AppModule {}",
        "@Module({ providers: [{ provide: APP_GUARD, useFactory: (r: Reflector) => new Gate(r), inject: [Reflector] }] })
         export class AppModule {}",
        "const guards = [{ provide: APP_GUARD, useFactory: () => { return new Gate(); } }];",
        "async function bootstrap() { const app = await NestFactory.create(AppModule); app.useGlobalGuards(new Gate()); }",
        "async function bootstrap() { const app = await NestFactory.create(AppModule);
           const gate = app.get(Gate); app.useGlobalGuards(gate); }",
        "async function bootstrap() { const app = await NestFactory.create(AppModule); app.useGlobalGuards(app.get(Gate)); }",
        "async function bootstrap() { const app = await NestFactory.create(AppModule); app.use(passport.authenticate('jwt')); }",
    ];
    for form in forms {
        let code = format!("import {{ Gate }} from './gate';\n{form}");
        let found = states(&[NOTES, ("src/gate.ts", guard), ("src/main.ts", &code)]);
        assert_eq!(found, ["NotesController.read guarded", "NotesController.write guarded"], "{form}");
    }
}

#[test]
fn a_basic_password_for_the_documentation_guards_nothing_else() {
    let main = "
        import basicAuth from 'express-basic-auth';
        async function bootstrap() { const app = await NestFactory.create(AppModule); app.use('/docs', basicAuth({})); }";
    assert_eq!(states(&[NOTES, ("src/main.ts", main)])[1], "NotesController.write bare");
}

#[test]
fn a_guard_that_asks_for_roles_does_not_keep_strangers_from_what_has_none() {
    let guard = "
        @Injectable() export class RolesGuard implements CanActivate {
          canActivate(context: ExecutionContext) {
            const roles = this.reflector.get<string[]>('roles', context.getHandler());
            if (!roles) return true;
            return roles.includes(context.switchToHttp().getRequest().user?.role);
          }
        }
        @Module({ providers: [{ provide: APP_GUARD, useClass: RolesGuard }] }) export class AppModule {}";
    let code = "
        const Roles = Reflector.createDecorator<string[]>({ key: 'roles' });
        @Controller('a') export class A { @Roles(['admin']) @Post() add() {} @Put() set() {} }";
    assert_eq!(states(&[("src/guard.ts", guard), ("src/a.ts", code)]), ["A.add guarded", "A.set bare"]);
}

#[test]
fn guards_made_by_functions() {
    let mixin = "
        export const RoleGuard = (role: string) => {
          class RoleGuardMixin implements CanActivate {
            canActivate(context: ExecutionContext) { return context.switchToHttp().getRequest().user?.role === role; }
          }
          return mixin(RoleGuardMixin);
        };
        export function SocialGuard(strategy: string) { return class extends AuthGuard(strategy) {}; }";
    let code = "
        import { RoleGuard, SocialGuard } from './mixin';
        @Controller('a') export class A {
          @UseGuards(RoleGuard('admin')) @Post() add() {}
          @UseGuards(SocialGuard('google')) @Put() set() {}
          @UseGuards(ThrottlerGuard) @Patch() patch() {}
        }";
    assert_eq!(
        states(&[("src/mixin.ts", mixin), ("src/a.ts", code)]),
        ["A.add guarded", "A.set guarded", "A.patch bare"]
    );
}

#[test]
fn two_guards_of_one_name_are_told_apart() {
    let real = "export class Gate extends AuthGuard('jwt') {}";
    let other = "export class Gate extends ThrottlerGuard {}";
    let code = |from: &str, name: &str| {
        format!(
            "import {{ Gate }} from '{from}';\n@Controller() export class {name} {{ @UseGuards(Gate) @Post('x') add() {{}} }}"
        )
    };
    let found = states(&[
        ("src/real/gate.ts", real),
        ("src/calls/gate.ts", other),
        ("src/a.ts", &code("./real/gate", "A")),
        ("src/b.ts", &code("./calls/gate", "B")),
    ]);
    assert_eq!(found, ["A.add guarded", "B.add bare"]);
}

#[test]
fn what_is_there_for_strangers() {
    let code = "
        @Controller('auth') export class AuthController {
          @Post('login') login() {}
          @Post('sign-up') create() {}
          @Post('refresh') refresh() {}
          @Post('forgot-password') forgot() {}
          @Post('verify-email') verify() {}
          @Get('google/callback') google() {}
          @Post('password') change() {}
          @Post('verify/:ticket') verifyTicket() {}
          @Post('users/:userId/verify') verifyUser() {}
        }
        @Controller('health') export class HealthController { @Get() check() {} @Delete() clear() {} }
        @Controller('webhooks') export class HooksController {
          @Post('stripe') stripe(@Headers('stripe-signature') signature: string) {}
          @Post('pay') pay(@Req() req: Request) { this.payments.constructEvent(req.rawBody); }
          @Post('any') any(@Body() event: object) {}
        }
        @Controller() export class AppController { @Get() hello() {} @Post('users') add() {} }";
    let found: Vec<String> =
        states(&[("src/a.ts", code)]).iter().filter(|it| !it.ends_with("for strangers")).cloned().collect();
    assert_eq!(
        found,
        [
            "AuthController.change bare",
            "AuthController.verifyUser bare",
            "HealthController.clear bare",
            "HooksController.any bare"
        ]
    );
}

#[test]
fn resolvers_gateways_and_messages_are_entries_and_clocks_are_not_remote() {
    let code = "
        @Resolver(() => User) @UseGuards(GqlGuard) export class UsersResolver {
          @Query(() => User) me() {} @Mutation(() => User) update() {} @ResolveField() posts() {}
        }
        @Resolver() export class PostsResolver { @Mutation(() => Post) removePost() {} @Mutation(() => Auth) login() {} }
        @WebSocketGateway() export class ChatGateway { @UseGuards(WsGuard) @SubscribeMessage('say') say() {} }
        @Controller() export class Sums { @MessagePattern({ cmd: 'sum' }) sum() {} @EventPattern('x') x() {} @GrpcMethod() y() {} }
        @Injectable() export class Nightly { @Cron('0 0 * * *') run() {} @OnEvent('x') on() {} @Interval(5) tick() {} }
        @Processor('mail') export class Mail extends WorkerHost { async process(job: Job) {} }";
    let found = states(&[("src/a.ts", code)]);
    assert_eq!(
        found,
        [
            "UsersResolver.me guarded",
            "UsersResolver.update guarded",
            "PostsResolver.removePost bare",
            "PostsResolver.login for strangers",
            "ChatGateway.say guarded",
            "Sums.sum bare",
            "Sums.x bare",
            "Sums.y bare"
        ]
    );
}

#[test]
fn a_team_names_its_own_guards_and_openers() {
    let standard = Standard::read(r#"{ "facts": { "authGuards": ["Doorman"], "publicDecorators": ["Everyone"] } }"#);
    let code = "
        @Injectable() export class Doorman implements CanActivate { canActivate() { return this.knows.everybody; } }
        @Module({ providers: [{ provide: APP_GUARD, useClass: Doorman }] }) export class AppModule {}
        @Controller('a') export class A { @Post() add() {} @Everyone() @Put() set() {} }";
    assert_eq!(states_by(&standard, &[("src/a.ts", code)]), ["A.add guarded", "A.set opened"]);
}

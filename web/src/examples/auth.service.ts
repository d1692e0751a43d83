import { Injectable, UnauthorizedException } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { PrismaService } from './prisma.service';

@Injectable()
export class AuthService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly jwt: JwtService,
  ) {}

  async login(email: string, password: string) {
    const user = await this.prisma.user.findUnique({ where: { email } });
    console.log('login', email, password);
    if (!user || user.password !== password) {
      throw new UnauthorizedException();
    }
    return {
      accessToken: this.jwt.sign({ sub: user.id }, { secret: 'change-me-later' }),
    };
  }
}

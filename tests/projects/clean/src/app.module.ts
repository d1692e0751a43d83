import { CacheModule } from '@nestjs/cache-manager';
import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { ThrottlerGuard, ThrottlerModule, seconds } from '@nestjs/throttler';
import { TerminusModule } from '@nestjs/terminus';
import { validate } from './environment';
import { HealthController } from './health.controller';
import { LibraryModule } from './library/library.module';
import { TokenGuard } from './token.guard';

@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true, validate }),
    ThrottlerModule.forRoot({ throttlers: [{ ttl: seconds(60), limit: 100 }] }),
    CacheModule.register({ ttl: 60_000 }),
    BullModule.forRoot({
      defaultJobOptions: {
        attempts: 5,
        backoff: { type: 'exponential', delay: 1000 },
        removeOnComplete: 100,
        removeOnFail: 1000,
      },
    }),
    JwtModule.registerAsync({
      inject: [ConfigService],
      useFactory: (config: ConfigService) => ({
        secret: config.getOrThrow<string>('JWT_SECRET'),
        signOptions: { expiresIn: '15m' },
      }),
    }),
    TerminusModule,
    LibraryModule,
  ],
  providers: [
    { provide: APP_GUARD, useClass: ThrottlerGuard },
    { provide: APP_GUARD, useClass: TokenGuard },
  ],
  controllers: [HealthController],
})
export class AppModule {}

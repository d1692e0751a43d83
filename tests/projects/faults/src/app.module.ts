import { BullModule } from '@nestjs/bull';
import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { ThrottlerModule } from '@nestjs/throttler';
import { OrdersController } from './orders/orders.controller';
import { OrdersService } from './orders/orders.service';

@Module({
  imports: [
    ThrottlerModule.forRoot({ ttl: 60, limit: 10 }),
    JwtModule.register({ secret: process.env.JWT_SECRET || 'change-me-please-now' }),
    BullModule.registerQueue({ name: 'mail' }),
  ],
  controllers: [OrdersController],
  providers: [OrdersService],
})
export class AppModule {}

import { InjectQueue } from '@nestjs/bull';
import { CACHE_MANAGER } from '@nestjs/cache-manager';
import { Inject, Injectable, InternalServerErrorException, Logger, NotFoundException } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Queue } from 'bullmq';
import { Cache } from 'cache-manager';
import { Counter } from 'prom-client';
import { CreateOrderDto } from './orders.dto';
import { PrismaService } from './prisma.service';

@Injectable()
export class OrdersService {
  private readonly logger = new Logger(OrdersService.name);

  constructor(
    private readonly prisma: PrismaService,
    private readonly jwt: JwtService,
    @InjectQueue('mail') private readonly mail: Queue,
    @Inject(CACHE_MANAGER) private readonly cache: Cache,
  ) {}

  all() {
    return this.prisma.order.findMany({ include: { lines: true } });
  }

  async find(id: string) {
    try {
      const order = await this.prisma.order.findUnique({ where: { id } });
      if (!order) throw new NotFoundException('No such order');
      return order;
    } catch (error) {
      throw new InternalServerErrorException('Could not load the order');
    }
  }

  async latest() {
    const orders = await this.prisma.order.findMany({ take: 20 });
    for (const order of orders) {
      order.customer = await this.prisma.customer.findUnique({ where: { id: order.customerId } });
    }
    await this.cache.set('orders:latest', orders, 60);
    return orders;
  }

  async create(body: CreateOrderDto) {
    const created = new Counter({ name: 'orders_created_total', help: 'Orders that were created' });
    created.inc();
    this.prisma.audit.create({ data: { sku: body.sku } });
    try {
      await this.mail.add('confirm', { sku: body.sku });
    } catch (error) {
      this.logger.warn('mail failed');
    }
    return this.prisma.order.create({ data: body });
  }

  async token(body: { user: string; password: string }) {
    this.logger.log(`login of ${body.user} with ${body.password}`);
    return this.jwt.signAsync({ sub: body.user });
  }
}

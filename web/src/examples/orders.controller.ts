import { Controller, Get, Query } from '@nestjs/common';
import { PrismaService } from './prisma.service';

@Controller('orders')
export class OrdersController {
  constructor(private readonly prisma: PrismaService) {}

  @Get('search')
  async search(@Query('q') q: string) {
    return this.prisma.$queryRawUnsafe(
      `SELECT * FROM orders WHERE note LIKE '%${q}%'`,
    );
  }

  @Get()
  async list() {
    const orders = await this.prisma.order.findMany();
    for (const order of orders) {
      order.customer = await this.prisma.customer.findUnique({
        where: { id: order.customerId },
      });
    }
    return orders;
  }
}

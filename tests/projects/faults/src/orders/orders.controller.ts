import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { Response } from 'express';
import { CreateOrderDto } from './orders.dto';
import { OrdersService } from './orders.service';
import { PrismaService } from './prisma.service';

@Controller('orders')
export class OrdersController {
  constructor(
    private readonly orders: OrdersService,
    private readonly prisma: PrismaService,
  ) {}

  @Get()
  list() {
    return this.orders.all();
  }

  @Get('search')
  search(@Query('q') q: string) {
    return this.prisma.$queryRawUnsafe(`SELECT * FROM orders WHERE sku = '${q}'`);
  }

  @Get(':id')
  find(@Param('id') id: string) {
    return this.orders.find(id);
  }

  @Get('latest')
  latest() {
    return this.orders.latest();
  }

  @Post('login')
  async login(@Body() body: any, @Res({ passthrough: true }) response: Response) {
    const token = await this.orders.token(body);
    response.cookie('access_token', token, { httpOnly: true });
  }

  @Post()
  @ApiOkResponse()
  create(@Body() body: CreateOrderDto) {
    return this.orders.create(body);
  }
}

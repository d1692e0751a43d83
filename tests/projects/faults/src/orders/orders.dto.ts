import { IsInt, IsString } from 'class-validator';

export class CreateOrderDto {
  @IsString()
  sku: string;

  @IsInt()
  count: number;

  note: string;
}

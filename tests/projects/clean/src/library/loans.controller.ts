import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import { BorrowDto, PageDto } from './loans.dto';
import { LoansService } from './loans.service';
import { CurrentUser } from './current-user.decorator';

@ApiTags('Loans')
@Controller('loans')
export class LoansController {
  constructor(private readonly loans: LoansService) {}

  @Get()
  list(@CurrentUser() userId: string, @Query() page: PageDto) {
    return this.loans.list(userId, page.take);
  }

  @Get('overdue')
  overdue(@CurrentUser() userId: string) {
    return this.loans.overdue(userId);
  }

  @Get(':id')
  find(@CurrentUser() userId: string, @Param('id', ParseUUIDPipe) id: string) {
    return this.loans.find(userId, id);
  }

  @Post()
  @ApiCreatedResponse()
  borrow(@CurrentUser() userId: string, @Body() body: BorrowDto) {
    return this.loans.borrow(userId, body.bookId);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse()
  async giveBack(@CurrentUser() userId: string, @Param('id', ParseUUIDPipe) id: string) {
    await this.loans.giveBack(userId, id);
  }
}

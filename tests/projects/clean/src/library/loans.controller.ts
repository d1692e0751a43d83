import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BorrowDto, PageDto } from './loans.dto';
import { LoansService } from './loans.service';
import { CurrentUser } from './current-user.decorator';

@ApiTags('Loans')
@ApiBearerAuth()
@Controller('loans')
export class LoansController {
  constructor(private readonly loans: LoansService) {}

  @Get()
  @ApiOperation({ summary: 'The loans of the reader' })
  @ApiOkResponse()
  list(@CurrentUser() userId: string, @Query() page: PageDto) {
    return this.loans.list(userId, page.take);
  }

  @Get('overdue')
  @ApiOperation({ summary: 'Those that should be back' })
  @ApiOkResponse()
  overdue(@CurrentUser() userId: string) {
    return this.loans.overdue(userId);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One loan' })
  @ApiOkResponse()
  find(@CurrentUser() userId: string, @Param('id', ParseUUIDPipe) id: string) {
    return this.loans.find(userId, id);
  }

  @Post()
  @ApiOperation({ summary: 'Borrow a book' })
  @ApiCreatedResponse()
  borrow(@CurrentUser() userId: string, @Body() body: BorrowDto) {
    return this.loans.borrow(userId, body.bookId);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Bring a book back' })
  @ApiNoContentResponse()
  async giveBack(@CurrentUser() userId: string, @Param('id', ParseUUIDPipe) id: string) {
    await this.loans.giveBack(userId, id);
  }
}

@Controller('half')
export class HalfController {
  @Get()
  list() {
    return [1, 2

  @Get('more'

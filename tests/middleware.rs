//! Middleware that guards handlers, and what opens them again.

#[path = "states.rs"]
mod states;

use states::{NOTES, states};

const MIDDLEWARE: (&str, &str) = (
    "src/auth.middleware.ts",
    "@Injectable() export class AuthMiddleware implements NestMiddleware {
       use(req: Request, res: Response, next: NextFunction) {
         if (!req.headers.authorization) throw new UnauthorizedException();
         req.user = this.tokens.verify(req.headers.authorization);
         next();
       }
     }",
);

fn bound(by: &str) -> Vec<String> {
    let module = format!(
        "import {{ AuthMiddleware }} from './auth.middleware';
         import {{ NotesController }} from './notes/notes.controller';
         export class AppModule implements NestModule {{ configure(consumer: MiddlewareConsumer) {{ {by} }} }}"
    );
    states(&[NOTES, MIDDLEWARE, ("src/app.module.ts", &module)])
}

#[test]
fn middleware_guards_what_it_is_bound_to() {
    let both = ["NotesController.read guarded", "NotesController.write guarded"];
    for routes in [
        "NotesController",
        "'*'",
        "'*splat'",
        "'{*splat}'",
        "'notes'",
        "'notes/*path'",
        "'/notes{/*path}'",
        "{ path: '*', method: RequestMethod.ALL }",
        "'health', NotesController",
        "...[NotesController]",
    ] {
        assert_eq!(bound(&format!("consumer.apply(Logger, AuthMiddleware).forRoutes({routes});")), both, "{routes}");
    }
    let read = ["NotesController.read guarded", "NotesController.write bare"];
    for routes in
        ["{ path: 'notes/:slug', method: RequestMethod.GET }", "{ path: 'notes/*path', method: RequestMethod.GET }"]
    {
        let expected = if routes.contains('*') { "NotesController.read guarded" } else { read[0] };
        assert_eq!(bound(&format!("consumer.apply(AuthMiddleware).forRoutes({routes});"))[0], expected, "{routes}");
    }
    assert_eq!(
        bound("consumer.apply(AuthMiddleware).forRoutes({ path: 'notes/:id', method: RequestMethod.GET });"),
        read
    );
    assert_eq!(
        bound("consumer.apply(AuthMiddleware).forRoutes(OtherController, 'users');")[1],
        "NotesController.write bare"
    );
    assert_eq!(bound("consumer.apply(LoggerMiddleware).forRoutes('*');")[1], "NotesController.write bare");
}

#[test]
fn excluded_paths_are_open_on_purpose() {
    let excluded =
        "consumer.apply(AuthMiddleware).exclude({ path: 'notes/:id', method: RequestMethod.GET }).forRoutes('*');";
    assert_eq!(bound(excluded), ["NotesController.read opened", "NotesController.write guarded"]);
    let kept = "const binding = consumer.apply(AuthMiddleware).exclude('notes'); binding.forRoutes(NotesController);";
    assert_eq!(bound(kept), ["NotesController.read guarded", "NotesController.write opened"]);
}

#[test]
fn decorators_that_a_guard_steps_aside_for_open_whatever_they_are_called() {
    let guard = "
        import { OPEN } from './open.decorator';
        @Injectable() export class Gate extends AuthGuard('jwt') {
          constructor(private reflector: Reflector) { super(); }
          canActivate(context: ExecutionContext) {
            const free = this.reflector.getAllAndOverride<boolean>(OPEN, [context.getHandler(), context.getClass()]);
            if (free) return true;
            return super.canActivate(context);
          }
        }
        @Module({ providers: [{ provide: APP_GUARD, useClass: Gate }] }) export class AppModule {}";
    let decorator = "export const OPEN = 'everybody';\nexport const WithoutTicket = () => SetMetadata(OPEN, true);";
    let code = "
        const Auth = (options: Options) => applyDecorators(SetMetadata('everybody', options.open), ApiBearerAuth());
        import { WithoutTicket } from './open.decorator';
        @Controller('a') export class A {
          @WithoutTicket() @Post() add() {}
          @Public() @Put() set() {}
          @SetMetadata('everybody', false) @Patch() patch() {}
          @Auth({ open: false }) @Post('more') more() {}
          @Delete() remove() {}
        }";
    let found = states(&[("src/gate.ts", guard), ("src/open.decorator.ts", decorator), ("src/a.ts", code)]);
    assert_eq!(found, ["A.add opened", "A.set opened", "A.patch guarded", "A.more guarded", "A.remove guarded"]);
}

//! What kind of object a method is called on.

use super::{Call, Held, Project};
use crate::syntax::{Syntax, plain};

/// An object of Nest's world that has methods with everyday names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receiver {
    /// The cache of cache-manager.
    Cache,
    /// A client of `ioredis` or `redis`.
    Redis,
    /// `CacheModule` of `@nestjs/cache-manager`.
    CacheModule,
    /// `ConfigModule` of `@nestjs/config`.
    ConfigModule,
    /// A queue of Bull or BullMQ.
    Queue,
    /// `BullModule` of `@nestjs/bull` or `@nestjs/bullmq`.
    BullModule,
}

impl<'t> Project<'t> {
    /// Whether a method is called on such an object, as far as its declaration, or failing that its name, tells.
    pub fn is_called_on(&self, call: &Call<'t>, kind: Receiver) -> bool {
        let Some(receiver) = call.receiver else { return false };
        match kind {
            Receiver::Cache => self.held(receiver).is_some_and(|it| self.is_cache(&it)),
            Receiver::Redis => self.held(receiver).is_some_and(|it| self.is_redis(&it)),
            Receiver::Queue => self.held(receiver).is_some_and(|it| self.is_queue(&it)),
            Receiver::CacheModule => self.is_module(receiver, "CacheModule", &["@nestjs/cache-manager"]),
            Receiver::ConfigModule => self.is_module(receiver, "ConfigModule", &["@nestjs/config"]),
            Receiver::BullModule => self.is_module(receiver, "BullModule", &["@nestjs/bull", "@nestjs/bullmq"]),
        }
    }

    fn is_cache(&self, held: &Held<'t>) -> bool {
        let given = held.value.is_some_and(|it| {
            let text = it.text();
            text.contains("CACHE_MANAGER") || text.contains("createCache(")
        });
        let typed = held.annotation.as_ref().is_some_and(|it| {
            matches!(it.name, "Cache" | "CacheManager") && self.class_named(it.syntax.file, it.name).is_none()
        });
        // A paste may leave the constructor out.
        let sounds = !held.is_declared && matches!(held.name, "cacheManager" | "cache");
        held.is_injected_by("CACHE_MANAGER") || given || typed || sounds
    }

    fn is_redis(&self, held: &Held<'t>) -> bool {
        let from = |it: Syntax<'t>| ["ioredis", "redis"].iter().any(|package| self.comes_from(it, package));
        let made = held.value.and_then(|it| Call::of(plain(it))).filter(|it| match it.name {
            "Redis" | "IORedis" | "Cluster" => it.is_new,
            name => name == "createClient",
        });
        let typed = held.annotation.as_ref().filter(|it| matches!(it.name, "Redis" | "RedisClientType" | "IORedis"));
        let injected = held.decorators.iter().any(|it| it.name == "InjectRedis");
        injected || typed.is_some_and(|it| from(it.syntax)) || made.is_some_and(|it| from(it.callee))
    }

    fn is_queue(&self, held: &Held<'t>) -> bool {
        let injected = held.decorators.iter().any(|it| it.name == "InjectQueue");
        let typed = held
            .annotation
            .as_ref()
            .filter(|it| it.name == "Queue")
            .is_some_and(|it| ["bull", "bullmq"].iter().any(|package| self.comes_from(it.syntax, package)));
        injected || typed || (!held.is_declared && held.name.ends_with("Queue"))
    }

    fn is_module(&self, receiver: Syntax<'t>, name: &str, packages: &[&str]) -> bool {
        let owner = plain(receiver);
        owner.text() == name && packages.iter().any(|it| self.comes_from(owner, it))
    }
}

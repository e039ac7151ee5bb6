using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Money;
using PagoDigitale.Platform.ActivityLog;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Downloads;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Http.Frame;
using PagoDigitale.Platform.Idempotency;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Outbound;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Processor;
using PagoDigitale.Platform.RateLimits;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Standby;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Uploads;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Platform;

/// <summary>What every feature stands on.</summary>
public sealed class PlatformFeature : Feature
{
    public override int Floor => 0;

    public override IReadOnlyList<string> Tables =>
        [
            "activity_anchors",
            "activity_heads",
            "activity_log",
            "event_numbering",
            "events",
            "forgotten_events",
            "idempotency_keys",
            "inbound_messages",
            "jobs",
            "outbound_calls",
            "outbound_exchanges",
            "outbound_turns",
            "schema_migrations",
            "signing_keys",
            "standby_heartbeat",
            "workers",
        ];

    public override IReadOnlyList<AcrossTenants> Across =>
        [
            new(
                AcrossBy.OpenTable,
                "idempotency_keys",
                "Who forgets old keys does it for all organizations in one statement.",
                "That a client used a key and when; the answers are encrypted."
            ),
            new(
                AcrossBy.OpenTable,
                "jobs",
                "A worker takes the work of every organization in turn; a client that acts for every organization looks at the queue.",
                "That an organization has work to do; payloads hold identifiers, never personal data."
            ),
            new(
                AcrossBy.OpenTable,
                "outbound_turns",
                "A service allows so many calls an hour to a key, and one key may be many organizations'.",
                "That an organization waits for a call, and since when; the key's digest, not the key."
            ),
        ];

    public override IReadOnlyList<Type> RecurringJobs =>
        [
            typeof(ForgetOldActivity),
            typeof(ForgetOldEvents),
            typeof(ForgetOldExchanges),
            typeof(ForgetOldKeys),
            typeof(KnowTableSizes),
            typeof(MakeMonths),
            typeof(NumberEvents),
            typeof(SealActivityLog),
        ];

    /// <summary>Also those of what it stands on, which is no feature.</summary>
    public override IReadOnlyList<Type> Texts =>
        [
            typeof(ActivityTexts),
            typeof(BindingTexts),
            typeof(BodyTexts),
            typeof(CharacterTexts),
            typeof(DatabaseTexts),
            typeof(EntityTagTexts),
            typeof(FiscalCodeTexts),
            typeof(FrameTexts),
            typeof(IdempotencyTexts),
            typeof(IdentifierRuleTexts),
            typeof(IdentifierTexts),
            typeof(ItalianAmountTexts),
            typeof(JsonSyntaxTexts),
            typeof(JsonTexts),
            typeof(OutboundTexts),
            typeof(PageTexts),
            typeof(PatternTexts),
            typeof(PlausibleDateTexts),
            typeof(QueryTexts),
            typeof(RateLimitTexts),
            typeof(ResultTexts),
            typeof(RuleTexts),
            typeof(TokenTexts),
            typeof(UploadTexts),
        ];

    public override IReadOnlyList<ErrorCode> Errors => [.. PlatformErrors.All, .. OutboundErrors.All];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<PublicUrl>();
        services.AddSingleton<Turnstiles>();
        services.AddSingleton<DownloadPace>();
        services.AddSingleton<CallsUnderWay>();
        services.AddSingleton(sp => new BackgroundThreads(sp.GetRequiredService<CallsUnderWay>(), sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<AccessTokens>();
        AccessTokenRules.AddTo(services);
        services.AddSingleton<VerifiedTokens>();
        services.AddSingleton<ClientDirectory>();
        services.AddSingleton<TenantScopes>();
        services.AddSingleton<WaitingTenants>();
        services.AddSingleton<KnownHeads>();
        services.AddSingleton<ActivityEntries>();
        services.AddSingleton<ActivityChain>();
        services.AddSingleton<ActivityWriter>();
        services.AddSingleton<OperationJournal>();
        services.AddHostedService(sp => sp.GetRequiredService<ActivityWriter>());
        services.AddSingleton<PrimaryPosition>();
        services.AddSingleton<StandbyWatch>();
        services.AddSingleton<StandbyReads>();
        OutboundClient.AddTo(services);
        services.AddSingleton<JobRunners>();
        services.AddSingleton<JobRunner>();
        services.AddPerCall(
            typeof(ActivityWalk),
            typeof(EventLog),
            typeof(IdempotencyStore),
            typeof(InboundMessages),
            typeof(JobQueue),
            typeof(TenantSession)
        );
    }
}

using PagoDigitale.Platform.ActivityLog;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Downloads;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Http.Frame;
using PagoDigitale.Platform.Idempotency;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.RateLimits;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Platform;

/// <summary>What every feature stands on.</summary>
public sealed class PlatformFeature : Feature
{
    public override int Floor => 0;

    public override IReadOnlyList<string> Tables =>
        [
            "activity_heads",
            "activity_log",
            "event_numbering",
            "events",
            "idempotency_keys",
            "inbound_messages",
            "jobs",
            "schema_migrations",
            "signing_keys",
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
        ];

    public override IReadOnlyList<Type> RecurringJobs =>
        [typeof(ForgetOldKeys), typeof(KnowTableSizes), typeof(NumberEvents), typeof(SealActivityLog)];

    public override IReadOnlyList<Type> Texts => [typeof(RuleTexts)];

    public override IReadOnlyList<ErrorCode> Errors => PlatformErrors.All;

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<PublicUrl>();
        services.AddSingleton<Turnstiles>();
        services.AddSingleton<DownloadPace>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<AccessTokens>();
        AccessTokenRules.AddTo(services);
        services.AddSingleton<ClientDirectory>();
        services.AddSingleton<TenantScopes>();
        services.AddSingleton<KnownHeads>();
        services.AddSingleton<ActivityEntries>();
        services.AddSingleton<ActivityChain>();
        services.AddSingleton<ActivityWriter>();
        services.AddSingleton<OperationJournal>();
        services.AddHostedService(sp => sp.GetRequiredService<ActivityWriter>());
        services.AddSingleton<JobRunners>();
        services.AddSingleton<JobRunner>();
        services.AddPerCall(typeof(EventLog), typeof(IdempotencyStore), typeof(InboundMessages), typeof(JobQueue), typeof(TenantSession));
    }
}

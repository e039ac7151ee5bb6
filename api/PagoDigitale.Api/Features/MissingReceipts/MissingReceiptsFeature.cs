using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Api.Features.MissingReceipts.Recovering;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.MissingReceipts;

/// <summary>Payments that a rendicontazione tells of and whose receipt has not come: found by themselves, and asked for.</summary>
public sealed class MissingReceiptsFeature : Feature
{
    public override int Floor => 7;

    public override IReadOnlyList<string> Tables => ["missing_receipts"];

    public override IReadOnlyList<JobKind> Jobs => [JobKind.Of<FindMissingReceipts>(JobLane.Outbound)];

    public override IReadOnlyList<Type> RecurringJobs => [typeof(CompareReceipts)];

    public override IReadOnlyList<EventType> Events =>
        [
            EventType.Of<MissingReceiptFound>(),
            EventType.Of<MissingReceiptGivenUp>(),
            EventType.Of<MissingReceiptReceived>(),
            EventType.Of<MissingReceiptRefused>(),
            EventType.Of<MissingReceiptWithdrawn>(),
        ];

    public override IReadOnlyList<ErrorCode> Errors => MissingReceiptsErrors.All;

    public override IReadOnlyList<Type> Texts => [typeof(MissingReceiptsTexts)];

    public override IReadOnlyList<IdentifierKind> Identifiers => [new(MissingReceiptRows.Prefix, "missingReceipt")];

    public override IReadOnlyList<string> ScopeNames => [Scopes.MissingReceiptsRead, Scopes.MissingReceiptsWrite];

    public override void AddServices(IServiceCollection services)
    {
        services.AddPerCall(
            typeof(BizEventsWork),
            typeof(ListMissingReceiptsHandler),
            typeof(MissingReceiptRows),
            typeof(MissingReceiptWriter),
            typeof(ReadMissingReceiptHandler),
            typeof(RetryMissingReceiptHandler)
        );
        services.AddScoped<IConnectionWork>(sp => sp.GetRequiredService<BizEventsWork>());
        services.AddScoped<IReceiptsAwaited>(sp => sp.GetRequiredService<MissingReceiptWriter>());
    }
}

using PagoDigitale.Api.Features.Debtors.Door;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Debtors;

/// <summary>Who owes, as the organization knows them.</summary>
public sealed class DebtorsFeature : Feature
{
    public override int Floor => 2;

    public override IReadOnlyList<string> Tables => ["debtors"];

    public override IReadOnlyList<EventType> Events => [EventType.Of<DebtorChanged>(), EventType.Of<DebtorCreated>()];

    public override IReadOnlyList<ErrorCode> Errors => DebtorsErrors.All;

    public override IReadOnlyList<Type> Texts => [typeof(DebtorsTexts)];

    public override IReadOnlyList<IdentifierKind> Identifiers => [new("deb", "debtor")];

    public override IReadOnlyList<string> ScopeNames => [Scopes.DebtorsRead, Scopes.DebtorsWrite];

    public override void AddServices(IServiceCollection services)
    {
        services.AddPerCall(
            typeof(ChangeDebtorHandler),
            typeof(CreateDebtorHandler),
            typeof(DebtorRows),
            typeof(DebtorSetWriter),
            typeof(DebtorWriter),
            typeof(ListDebtorsHandler),
            typeof(ReadDebtorHandler)
        );
    }
}

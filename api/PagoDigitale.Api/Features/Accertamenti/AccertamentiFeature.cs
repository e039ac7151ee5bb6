using PagoDigitale.Api.Features.Accertamenti.Door;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Accertamenti;

/// <summary>The entries of the budget that what is collected is put on.</summary>
public sealed class AccertamentiFeature : Feature
{
    public override int Floor => 2;

    public override IReadOnlyList<string> Tables => ["accertamenti"];

    public override IReadOnlyList<EventType> Events => [EventType.Of<AccertamentoChanged>(), EventType.Of<AccertamentoCreated>()];

    public override IReadOnlyList<ErrorCode> Errors => AccertamentiErrors.All;

    public override IReadOnlyList<Type> Texts => [typeof(AccertamentiTexts)];

    public override IReadOnlyList<IdentifierKind> Identifiers => [new("acc", "accertamento")];

    public override IReadOnlyList<string> ScopeNames => [Scopes.AccertamentiRead, Scopes.AccertamentiWrite];

    public override void AddServices(IServiceCollection services)
    {
        services.AddPerCall(
            typeof(AccertamentoRefQueries),
            typeof(AccertamentoRows),
            typeof(AccertamentoWriter),
            typeof(ChangeAccertamentoHandler),
            typeof(CreateAccertamentoHandler),
            typeof(ListAccertamentiHandler),
            typeof(LoadAccertamentiHandler),
            typeof(ReadAccertamentoHandler)
        );
    }
}

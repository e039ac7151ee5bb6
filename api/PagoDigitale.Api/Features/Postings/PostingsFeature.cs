using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Platform.Features;

namespace PagoDigitale.Api.Features.Postings;

/// <summary>The sub-ledger on the ground: what moved, between which accounts.</summary>
public sealed class PostingsFeature : Feature
{
    public override int Floor => 2;

    public override IReadOnlyList<string> Tables => ["accertamento_changes", "posting_tail", "postings"];

    public override void AddServices(IServiceCollection services)
    {
        services.AddPerCall(typeof(AccertamentoChanges), typeof(LedgerWriter));
    }
}

using System.Text.Json.Nodes;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.TestKit.Contract;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Contract;

/// <summary>What adds up the amounts of an organization has room for more than one of the largest.</summary>
public sealed class SumBoundsTests(OneApi one) : IClassFixture<OneApi>
{
    private const long SumMax = 999_999_999_999_999;

    [Theory]
    [InlineData("Accertamento", "issuedCents", "collectedCents", "regularisedCents")]
    [InlineData("Position", "amountCents", "paidCents", "outstandingCents")]
    [InlineData("PositionSummary", "amountCents", "paidCents", "outstandingCents")]
    [InlineData("AllocationLine", "amountCents")]
    [InlineData("AllocationSummary", "totalCents", "unallocatedCents")]
    [InlineData("Reversale", "amountCents", "unallocatedCents")]
    [InlineData("ReversaleAllocation", "amountCents")]
    [InlineData("ReconciliationItem", "amountCents", "differenceCents")]
    [InlineData("ReconciliationAmounts", "totalCents", "regularCents", "anomalousCents")]
    [InlineData("Posting", "amountCents")]
    [InlineData("CollectionSummary", "issuedCents", "paidCents")]
    public void A_sum_has_the_room_of_the_summary(string schema, params string[] members)
    {
        var properties = OpenApiContract.Instance.Root["components"]!["schemas"]![schema]!["properties"]!.AsObject();
        members.Select(m => (m, properties[m]!["maximum"]!.GetValue<long>())).ShouldBe(members.Select(m => (m, SumMax)));
        foreach (var member in members.Select(m => properties[m]!.AsObject()).Where(p => p["minimum"]!.GetValue<long>() < 0))
            member["minimum"]!.GetValue<long>().ShouldBe(-SumMax);
    }

    [Fact]
    public async Task Two_of_the_largest_debts_fit_into_their_accertamento()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        await scene.OwedAsync(99_999_999_999);
        await scene.OwedAsync(99_999_999_999);

        var accertamento = (await scene.Client.Accertamenti.ListAsync(scene.Organization, new() { Number = "117" })).Items.Single();

        accertamento.IssuedCents.ShouldBe(199_999_999_998);
        accertamento.IssuedCents.ShouldBeLessThanOrEqualTo(Maximum("Accertamento", "issuedCents"));
        (await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization)).IssuedCents.ShouldBe(199_999_999_998);
    }

    private static long Maximum(string schema, string member) =>
        ((JsonObject)OpenApiContract.Instance.Root["components"]!["schemas"]![schema]!["properties"]![member]!)[
            "maximum"
        ]!.GetValue<long>();
}

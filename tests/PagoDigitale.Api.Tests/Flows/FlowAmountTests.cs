using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Flows;

/// <summary>An amount that could be read in two ways is decided by the file or told; one that is not there is the price.</summary>
public sealed class FlowAmountTests(FlowApi host) : IClassFixture<FlowApi>
{
    [Fact]
    public async Task A_dot_before_three_digits_is_refused_where_others_are_decimal_points()
    {
        var scene = await FlowScene.CreateAsync(host.Api);

        var flow = await scene.CheckedAsync(Amounts("1234.56", "12.345", "99.5", "1.234,50"));

        var rows = await scene.RowsAsync(flow);
        rows.Select(r => r.Verdict).ShouldBe(["valid", "rejected", "valid", "valid"]);
        rows[1]
            .Errors.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                e => (e.Field, e.Code, e.Value).ShouldBe(("importo", "ambiguous-amount", "12.345")),
                e => e.Remedy.ShouldContain("1234.00")
            );
        rows[1].Warnings.ShouldBeEmpty();
        (flow.Amounts.ValidCents, flow.Amounts.RejectedCents).ShouldBe((123_456 + 9_950 + 123_450, 0));
    }

    [Fact]
    public async Task A_row_that_is_refused_tells_how_amounts_are_written_all_the_same()
    {
        var scene = await FlowScene.CreateAsync(host.Api);

        var rows = await scene.RowsAsync(await scene.CheckedAsync(Amounts("12.345", "0.00")));

        rows.Select(r => r.Errors.ShouldHaveSingleItem().Code).ShouldBe(["ambiguous-amount", "amount-not-positive"]);
    }

    [Theory]
    [InlineData("1234,56")]
    [InlineData("1.234.567")]
    public async Task It_groups_thousands_where_the_file_says_so(string other)
    {
        var scene = await FlowScene.CreateAsync(host.Api);

        var row = (await scene.RowsAsync(await scene.CheckedAsync(Amounts("12.345", other))))[0];

        (row.Verdict, row.AmountCents).ShouldBe(("valid", 1_234_500));
        row.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_nothing_tells_how_it_was_read_is_told()
    {
        var scene = await FlowScene.CreateAsync(host.Api);

        var flow = await scene.CheckedAsync(Amounts("12.345", "100"));

        var row = (await scene.RowsAsync(flow))[0];
        (row.Verdict, row.AmountCents, flow.Counts.Warned).ShouldBe(("valid", 1_234_500, 1));
        row.Warnings.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                w => (w.Field, w.Code, w.Value).ShouldBe(("importo", "ambiguous-amount", "12.345")),
                w => w.Message.ShouldContain("12.345,00")
            );
    }

    [Theory]
    [InlineData(false, 1_500, 1_600)]
    [InlineData(true, 3_100, 3_100)]
    public async Task A_row_without_an_amount_asks_the_price(bool isGrouped, long first, long second)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        await scene.SqlAsync(
            $"""
            UPDATE services SET amount_cents = 1500, allows_other_amounts = true
            WHERE organization_id = '{scene.Organization}' AND service_code = '{FlowScene.PlainService}'
            """
        );
        var file = FlowScene.Csv(
            Row("", 1, FlowScene.PlainService),
            Row("16,00", 1, FlowScene.PlainService),
            Row("", 3, FlowScene.Service),
            Row("x", 4, FlowScene.PlainService),
            Row("", 5, "NESSUNO")
        );

        var flow = await scene.CheckedAsync(file, groupByDebtor: isGrouped);

        var rows = await scene.RowsAsync(flow);
        rows.Take(2).Select(r => (r.Verdict, r.AmountCents)).ShouldBe([("valid", 1_500), ("valid", 1_600)]);
        rows[2]
            .Errors.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(e => e.Code.ShouldBe("amount-missing"), e => e.Message.ShouldContain("no price"));
        rows[3].Errors.ShouldHaveSingleItem().Code.ShouldBe("amount-invalid");
        rows[4].Errors.Select(e => e.Code).ShouldBe(["service-not-found", "amount-missing"]);
        var done = await scene.GeneratedAsync(flow);
        foreach (var (row, cents) in (await scene.RowsAsync(done)).Take(2).Zip([first, second]))
            (await scene.Api.Admin.Positions.ReadAsync(scene.Organization, row.PositionId!)).AmountCents.ShouldBe(cents);
        var same = FlowScene.Csv(Row("", 1, FlowScene.PlainService, " "), Row("16,00", 1, FlowScene.PlainService));
        var again = await scene.CheckedAsync(same, groupByDebtor: isGrouped);
        (await scene.RowsAsync(again)).ShouldAllBe(r => r.Verdict == "excluded", "issued already, at the price");
    }

    private static byte[] Amounts(params string[] amounts) =>
        FlowScene.Csv([.. amounts.Select((a, i) => Row(a, i + 1, FlowScene.Service))]);

    private static string Row(string amount, int debtor, string service, string description = "Quota") =>
        $";;{FlowScene.Entity(debtor)};Società {debtor};{service};{description};\"{amount}\";31/12/2030;;";
}

using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>One notice that asks for several services, each line with its own account, taxonomy code and accertamento.</summary>
public sealed class MixedPositionTests(OneApi one) : IClassFixture<OneApi>
{
    private const string OtherIban = "IT24D0542811101000000654321";

    [Fact]
    public async Task Each_line_keeps_what_its_service_says_and_the_position_is_found_by_each()
    {
        var money = await SceneAsync();
        var scene = money.Positions;
        var mixed = await scene.CreateAsync(Mixed("M-1", ("TARI", 8_000), ("MULTE", 2_500)));
        var plain = await scene.CreateAsync(PositionScene.Input());

        PositionScene
            .Instalment(mixed)
            .Transfers.Select(t =>
                (t.ServiceCode, t.AmountCents, t.Iban, t.TaxonomyCode, Accertamento: t.Allocations.Single().AccertamentoNumber)
            )
            .ShouldBe([(null, 8_000, PositionScene.OwnIban, "9/0101108TS/", "117"), ("MULTE", 2_500, OtherIban, "9/0101101IM/", "118")]);
        (await FoundAsync("TARI")).ShouldBe([plain.Id, mixed.Id]);
        (await FoundAsync("MULTE")).ShouldBe([mixed.Id]);
        (await FoundAsync("OFF")).ShouldBeEmpty();
        (
            await scene.Positions.ListAsync(
                scene.Organization,
                new()
                {
                    ServiceCode = "MULTE",
                    State = ["payable"],
                    Q = "Mario",
                }
            )
        ).Items.Select(p => p.Id).ShouldBe([mixed.Id]);

        await money.ReceiveAsync(
            new(
                mixed.Id,
                PositionScene.Instalment(mixed).Id,
                PositionScene.Instalment(mixed).NoticeNumber!,
                Guid.NewGuid().ToString("N"),
                10_500
            )
        );
        var accertamenti = (await scene.Api.Admin.Accertamenti.ListAsync(scene.Organization)).Items;
        accertamenti.Single(a => a.Number == "117").CollectedCents.ShouldBe(8_000);
        accertamenti.Single(a => a.Number == "118").CollectedCents.ShouldBe(2_500);
        await money.BalancedAsync();

        async Task<List<string>> FoundAsync(string service) =>
            [.. (await scene.Positions.ListAsync(scene.Organization, new() { ServiceCode = service })).Items.Select(p => p.Id)];
    }

    [Fact]
    public async Task Sent_again_it_stays_and_without_the_line_its_service_finds_it_no_more()
    {
        var scene = (await SceneAsync()).Positions;
        var first = await scene.CreateAsync(Mixed("M-2", ("TARI", 8_000), ("MULTE", 2_500)));
        (await scene.CreateAsync(Mixed("M-2", ("TARI", 8_000), ("MULTE", 2_500)))).Version.ShouldBe(first.Version);

        (await scene.CreateAsync(Mixed("M-2", ("TARI", 8_000), ("TARI", 2_500)))).Version.ShouldBeGreaterThan(first.Version);
        (await scene.Positions.ListAsync(scene.Organization, new() { ServiceCode = "MULTE" })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_accertamento_given_later_goes_to_the_lines_of_its_service_alone()
    {
        var scene = (await SceneAsync()).Positions;
        await AccountAsync(scene, "NULL");
        var mixed = await scene.CreateAsync(Mixed("M-3", ("TARI", 8_000), ("MULTE", 2_500)));
        var other = await scene.CreateAsync(Mixed("M-4", ("MULTE", 100), ("TARI", 900)));
        await AccountAsync(scene, "118");

        var allocated = await scene.Api.Admin.Services.AllocateAsync(scene.Organization, "MULTE");

        (allocated.PositionsCount, allocated.AmountCents).ShouldBe((2, 2_600));
        foreach (var position in new[] { mixed, other })
            PositionScene
                .Instalment(await scene.ReadAsync(position))
                .Transfers.Where(t => t.AmountCents is 2_500 or 100)
                .SelectMany(t => t.Allocations)
                .Select(a => a.AccertamentoNumber)
                .ShouldBe(["118"]);
    }

    [Theory]
    [InlineData("NESSUNO", null, "service-not-found")]
    [InlineData("OFF", null, "service-inactive")]
    [InlineData("MULTE", "00000000019", "service-of-another")]
    [InlineData("non valido", null, "pattern")]
    public async Task A_line_of_a_service_that_it_cannot_be_of_is_refused(string service, string? beneficiary, string code)
    {
        var scene = (await SceneAsync()).Positions;
        var input = Mixed("M-5", ("TARI", 8_000), (service, 2_500));
        input.PaymentOptions![0].Instalments[0].Transfers![1].OrganizationFiscalCode = beneficiary;
        var refused = await Should.ThrowAsync<PagoDigitaleInvalidException>(() => scene.CreateAsync(input));
        refused.Errors.ShouldContain(e =>
            (e.Code == code || code == "pattern") && e.Field == "paymentOptions[0].instalments[0].transfers[1].serviceCode"
        );
    }

    [Fact]
    public async Task The_price_of_a_service_is_asked_by_its_own_lines()
    {
        var scene = (await SceneAsync()).Positions;
        await scene.SqlAsync(
            $"UPDATE services SET allows_other_amounts = false WHERE organization_id = '{scene.Organization}' AND service_code = 'MENSA'"
        );
        (await scene.CreateAsync(Mixed("M-6", ("TARI", 8_000), ("MENSA", 1_500)))).AmountCents.ShouldBe(9_500);
        (await scene.CreateAsync(Mixed("M-7", ("MENSA", 1_500), ("TARI", 8_000)))).AmountCents.ShouldBe(9_500);
        (await scene.CreateAsync(Mixed("M-10", ("TARI", 8_000), ("MENSA", 1_500), ("MENSA", 1_500)))).AmountCents.ShouldBe(11_000);
        foreach (var wrong in new[] { Mixed("M-8", ("TARI", 8_000), ("MENSA", 1_400)), Mixed("M-9", ("MENSA", 1_600), ("TARI", 8_000)) })
            (await Should.ThrowAsync<PagoDigitaleInvalidException>(() => scene.CreateAsync(wrong))).Errors.ShouldContain(e =>
                e.Code == "amount-not-the-price"
            );
    }

    private static PositionInput Mixed(string externalId, params (string Service, long Cents)[] lines)
    {
        var input = PositionScene.Input(lines.Sum(l => l.Cents), lines[0].Service, externalId);
        input.PaymentOptions![0].Instalments[0].Transfers =
        [
            .. lines.Select(
                (l, i) =>
                    new TransferInput { AmountCents = l.Cents, ServiceCode = i == 0 || l.Service == lines[0].Service ? null : l.Service }
            ),
        ];
        return input;
    }

    /// <summary>The fines are collected on another account than the rest.</summary>
    private async Task<MoneyScene> SceneAsync()
    {
        var money = await MoneyScene.CreateAsync(one.Api);
        await money.Positions.SqlAsync(
            $"""
            INSERT INTO ibans (organization_id, iban, label, is_postal, created_at)
                VALUES ('{money.Organization}', '{OtherIban}', 'Multe', false, now()) ON CONFLICT DO NOTHING;
            UPDATE services SET iban = '{OtherIban}', taxonomy_code = '9/0101101IM/'
                WHERE organization_id = '{money.Organization}' AND service_code = 'MULTE';
            """
        );
        await AccountAsync(money.Positions, "118");
        return money;
    }

    private static Task AccountAsync(PositionScene scene, string number) =>
        scene.SqlAsync(
            $"""
            UPDATE services SET accertamento_id = (SELECT accertamento_id FROM accertamenti WHERE organization_id = '{scene.Organization}'
                AND number = '{number}') WHERE organization_id = '{scene.Organization}' AND service_code = 'MULTE'
            """
        );
}

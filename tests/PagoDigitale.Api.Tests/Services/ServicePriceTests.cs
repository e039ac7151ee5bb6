using System.Text;
using PagoDigitale.Api.Tests.Flows;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Services;

/// <summary>
/// A price is a price, one by one and in a flow, unless the service takes other amounts. Addresses and codes that cannot be are refused
/// alike.
/// </summary>
public sealed class ServicePriceTests(FlowApi host) : IClassFixture<FlowApi>
{
    [Fact]
    public async Task A_position_asks_the_price_or_is_refused()
    {
        var scene = await SceneAsync();
        await FieldRefusalAsync("paymentOptions[0].instalments[0].amountCents", "amount-not-the-price", () => CreateAsync(scene, 1_000));
        await FieldRefusalAsync("paymentOptions[0].instalments", "amount-not-the-price", () => CreateAsync(scene, 500, 500));
        var position = await CreateAsync(scene, 700, 500);
        position.AmountCents.ShouldBe(1_200);
        (await CreateAsync(scene, [null], FlowScene.Rossi)).AmountCents.ShouldBe(1_200);
        await FieldRefusalAsync(
            "instalments",
            "amount-not-the-price",
            () =>
                host.Api.Admin.Positions.ChangeAsync(
                    scene.Organization,
                    position.Id,
                    position.Version,
                    new PositionChange
                    {
                        Instalments = [new() { Id = position.PaymentOptions.First().Instalments.First().Id, AmountCents = 701 }],
                    }
                )
        );

        var service = await host.Api.Admin.Services.ReadAsync(scene.Organization, FlowScene.Service);
        (
            await host.Api.Admin.Services.ChangeAsync(
                scene.Organization,
                FlowScene.Service,
                service.Version,
                new ServiceChange { AllowsOtherAmounts = true }
            )
        ).AllowsOtherAmounts.ShouldBeTrue();
        (await CreateAsync(scene, 1_000)).AmountCents.ShouldBe(1_000);
    }

    [Fact]
    public async Task A_row_of_a_flow_asks_the_price_or_is_rejected()
    {
        var scene = await SceneAsync();
        var file = FlowScene.Csv(
            $"A;;{FlowScene.Rossi};Rossi;{FlowScene.Service};x;12,00;31/12/2030;;",
            $"B;;{FlowScene.Rossi};Rossi;{FlowScene.Service};x;1.012,50;31/12/2030;;"
        );

        var rows = await scene.RowsAsync(await scene.CheckedAsync(file));

        rows[0].Errors.ShouldBeEmpty();
        rows[1]
            .Errors.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                e => e.Code.ShouldBe("amount-not-the-price"),
                e => e.Field.ShouldBe("importo"),
                e => e.Message.ShouldContain("12,00"),
                e => e.Value.ShouldBe("1012,50")
            );
    }

    [Theory]
    [InlineData("184", "IT", false)]
    [InlineData("0018A", "IT", false)]
    [InlineData("001844", "IT", false)]
    [InlineData("00184", "IT", true)]
    [InlineData("SW1A 1AA", "GB", true)]
    public async Task An_Italian_postal_code_has_five_digits(string postalCode, string country, bool isTaken)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var file = Encoding.UTF8.GetBytes(
            "codice_fiscale;nominativo;importo;codice_servizio;indirizzo;cap;localita;nazione\n"
                + $"{FlowScene.Rossi};Rossi;10,00;{FlowScene.Service};Via Roma;{postalCode};Roma;{country}\n"
        );
        var row = (await scene.RowsAsync(await scene.CheckedAsync(file))).ShouldHaveSingleItem();
        var address = new Address
        {
            Street = "Via Roma",
            PostalCode = postalCode,
            City = "Roma",
            Country = country,
        };
        Task<Debtor> One() =>
            host.Api.Admin.Debtors.CreateAsync(
                scene.Organization,
                new DebtorInput
                {
                    Type = "F",
                    FiscalCode = FlowScene.Rossi,
                    Name = "Rossi",
                    Address = address,
                }
            );

        if (isTaken)
        {
            row.Errors.ShouldBeEmpty();
            (await One()).Address!.PostalCode.ShouldBe(postalCode);
            return;
        }
        row.Errors.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(e => e.Code.ShouldBe("postal-code-invalid"), e => e.Field.ShouldBe("cap"));
        await FieldRefusalAsync("address.postalCode", "postal-code-invalid", One);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("/2")]
    public async Task The_number_of_an_accertamento_begins_with_a_digit_or_a_letter(string number)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        await FieldRefusalAsync(
            "number",
            "accertamento-number-invalid",
            () =>
                host.Api.Admin.Accertamenti.CreateAsync(
                    scene.Organization,
                    new AccertamentoInput
                    {
                        Year = 2026,
                        Number = number,
                        Chapter = "1",
                        Description = "x",
                    }
                )
        );
    }

    [Fact]
    public async Task A_wrong_fiscal_code_is_told_in_the_same_words_everywhere_with_the_letter_that_would_fit()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var wrong = FlowScene.Rossi[..15] + "X";
        var row = (
            await scene.RowsAsync(await scene.CheckedAsync(FlowScene.Csv($"A;;{wrong};Rossi;{FlowScene.Service};x;12,00;31/12/2030;;")))
        )
            .Single()
            .Errors.ShouldHaveSingleItem();

        var debtor = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            host.Api.Admin.Debtors.CreateAsync(
                scene.Organization,
                new DebtorInput
                {
                    Type = "F",
                    FiscalCode = wrong,
                    Name = "Rossi",
                }
            )
        );
        var position = await Should.ThrowAsync<PagoDigitaleInvalidException>(() => CreateAsync(scene, [1_200], wrong));

        row.Message.ShouldContain("X in place of U");
        foreach (var error in new[] { debtor.Problem!.Errors.ShouldHaveSingleItem(), position.Problem!.Errors.ShouldHaveSingleItem() })
            (error.Code, error.Message, error.Remedy).ShouldBe((row.Code, row.Message, row.Remedy));
    }

    private async Task<FlowScene> SceneAsync()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        await scene.SqlAsync(
            $"""
            UPDATE services SET amount_cents = 1200 WHERE organization_id = '{scene.Organization}' AND service_code = '{FlowScene.Service}'
            """
        );
        return scene;
    }

    private Task<Position> CreateAsync(FlowScene scene, params long?[] amounts) => CreateAsync(scene, amounts, FlowScene.Rossi);

    private Task<Position> CreateAsync(FlowScene scene, long?[] amounts, string fiscalCode) =>
        host.Api.Admin.Positions.CreateAsync(
            scene.Organization,
            new PositionInput
            {
                ServiceCode = FlowScene.Service,
                Description = "Quota",
                Debtor = new()
                {
                    Type = "F",
                    FiscalCode = fiscalCode,
                    Name = "Rossi",
                },
                PaymentOptions = [new() { Instalments = [.. amounts.Select(a => new InstalmentInput { AmountCents = a })] }],
            }
        );
}

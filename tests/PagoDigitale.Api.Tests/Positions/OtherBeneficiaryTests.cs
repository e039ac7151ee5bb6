using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>Money for another organization goes to an account of that organization, as far as it is here to be asked.</summary>
public sealed class OtherBeneficiaryTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    private const string Account = "IT58D0542811101000000999999";
    private const string Field = "paymentOptions[0].instalments[0].transfers[1]";

    [Fact]
    public async Task The_account_must_be_one_that_the_other_organization_collects_on()
    {
        var (scene, other) = (await fixture.SceneAsync(), await fixture.SceneAsync());

        (await scene.CreateAsync(For(other.Organization, PositionScene.OwnIban))).State.ShouldBe("payable");
        await FieldRefusalAsync($"{Field}.iban", "iban-of-another", () => scene.CreateAsync(For(other.Organization, Account)));
        await FieldRefusalAsync(
            $"{Field}.postalIban",
            "iban-of-another",
            () => scene.CreateAsync(For(other.Organization, PositionScene.OwnIban, TestOrganization.PostalIban))
        );

        await fixture.Api.Admin.Organizations.CreateIbanAsync(other.Organization, new() { Iban = Account, Label = "Nuovo" });
        (await scene.CreateAsync(For(other.Organization, Account))).State.ShouldBe("payable");
        await fixture.Api.Admin.Organizations.ChangeIbanAsync(other.Organization, Account, 1, new() { IsActive = false });
        await FieldRefusalAsync($"{Field}.iban", "iban-of-another", () => scene.CreateAsync(For(other.Organization, Account)));
    }

    [Fact]
    public async Task Of_an_organization_that_is_not_here_only_the_form_is_known()
    {
        var scene = await fixture.SceneAsync();

        (await scene.CreateAsync(For(PositionScene.OtherOrganization, Account))).State.ShouldBe("payable");
        await FieldRefusalAsync(
            $"{Field}.iban",
            "iban-check-letter",
            () => scene.CreateAsync(For(PositionScene.OtherOrganization, "IT46A0542811101000000999999"))
        );
        await FieldRefusalAsync(
            $"{Field}.iban",
            "iban-invalid",
            () => scene.CreateAsync(For(PositionScene.OtherOrganization, "IT61X0542811101000000123456"))
        );
    }

    /// <summary>The question answers yes or no; the fence around the accounts of others stands.</summary>
    [Fact]
    public async Task Nothing_else_of_the_other_organization_is_seen()
    {
        var (scene, other) = (await fixture.SceneAsync(), await fixture.SceneAsync());
        await using var scope = await scene.ScopeAsync();

        (
            await scope.Session.ScalarAsync<bool>("SELECT across.may_credit($1, $2)", default, other.Organization, PositionScene.OwnIban)
        ).ShouldBeTrue();
        (await scope.Session.ScalarAsync<bool>("SELECT across.may_credit($1, $2)", default, other.Organization, Account)).ShouldBeFalse();
        (
            await scope.Session.ScalarAsync<long>("SELECT count(*) FROM ibans WHERE organization_id = $1", default, other.Organization)
        ).ShouldBe(0);
    }

    private static PositionInput For(string beneficiary, string iban, string? postalIban = null)
    {
        var input = PositionScene.Input();
        input.PaymentOptions![0].Instalments[0].Transfers =
        [
            new() { AmountCents = 6_000 },
            new()
            {
                OrganizationFiscalCode = beneficiary,
                AmountCents = 4_000,
                Iban = iban,
                PostalIban = postalIban,
            },
        ];
        return input;
    }
}

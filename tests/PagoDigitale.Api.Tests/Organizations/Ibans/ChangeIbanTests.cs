using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Organizations.Ibans;

public sealed class ChangeIbanTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IOrganizationsClient Organizations => _api.Admin.Organizations;

    [Fact]
    public async Task An_account_is_relabelled_and_deactivated_by_its_organization_alone()
    {
        var code = await OrganizationAsync(_api);
        await Organizations.CreateIbanAsync(code, new IbanInput { Iban = TestOrganization.TesoreriaIban, Label = "A" });

        var changed = await Organizations.ChangeIbanAsync(
            code,
            TestOrganization.TesoreriaIban,
            1,
            new IbanChange { Label = "Chiuso", IsActive = false }
        );

        (changed.Label, changed.IsActive, changed.Version).ShouldBe(("Chiuso", false, 2));
        await RefusalAsync(
            404,
            "iban-not-found",
            () => Organizations.ChangeIbanAsync(code, "IT60X0542811101000000123457", 1, new IbanChange { Label = "X" })
        );
        var other = await OrganizationAsync(_api);
        await RefusalAsync(
            404,
            "iban-not-found",
            () => Organizations.ChangeIbanAsync(other, TestOrganization.TesoreriaIban, 2, new IbanChange { Label = "X" })
        );
    }

    [Fact]
    public async Task A_label_of_blanks_and_a_version_that_is_over_change_nothing()
    {
        var code = await OrganizationAsync(_api);
        await Organizations.CreateIbanAsync(code, new IbanInput { Iban = TestOrganization.TesoreriaIban, Label = "A" });

        await FieldRefusalAsync(
            "label",
            "not-empty",
            () => Organizations.ChangeIbanAsync(code, TestOrganization.TesoreriaIban, 1, new IbanChange { Label = " " })
        );
        await RefusalAsync(
            412,
            "version-mismatch",
            () => Organizations.ChangeIbanAsync(code, TestOrganization.TesoreriaIban, 2, new IbanChange { Label = "B" })
        );

        (await Organizations.ListIbansAsync(code)).Items.ShouldHaveSingleItem().Label.ShouldBe("A");
        (await _api.Admin.Events.ListAsync(code, new() { Type = "iban.changed" })).Items.ShouldBeEmpty();
    }
}

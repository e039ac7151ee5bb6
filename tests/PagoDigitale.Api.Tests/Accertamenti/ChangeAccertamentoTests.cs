using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Accertamenti.Revenues;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Accertamenti;

public sealed class ChangeAccertamentoTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IAccertamentiClient Accertamenti => _api.Admin.Accertamenti;

    [Fact]
    public async Task An_accertamento_is_put_out_of_use_at_the_version_that_was_read()
    {
        var organization = await OrganizationAsync(_api);
        var created = await Accertamenti.CreateAsync(organization, Input("1"));

        var changed = await Accertamenti.ChangeAsync(organization, created.Id, 1, new AccertamentoChange { IsActive = false });

        (changed.IsActive, changed.Version, changed.Description).ShouldBe((false, 2, "Quote"));
        await RefusalAsync(
            412,
            "version-mismatch",
            () => Accertamenti.ChangeAsync(organization, created.Id, 1, new AccertamentoChange { IsActive = true })
        );
    }

    [Fact]
    public async Task A_description_of_blanks_changes_nothing()
    {
        var organization = await OrganizationAsync(_api);
        var created = await Accertamenti.CreateAsync(organization, Input("1"));

        await FieldRefusalAsync(
            "description",
            "not-empty",
            () => Accertamenti.ChangeAsync(organization, created.Id, 1, new AccertamentoChange { Description = " " })
        );
        (await Accertamenti.ReadAsync(organization, created.Id)).Version.ShouldBe(1);
    }
}

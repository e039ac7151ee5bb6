using System.Diagnostics;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Clients.Programs;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Clients;

public sealed class ChangeClientTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IClientsClient Clients => _api.Admin.Clients;

    [Fact]
    public async Task A_change_touches_what_it_names_at_the_version_that_was_read()
    {
        var created = await ProgramAsync(_api, ["services:read"], "*");

        var changed = await Clients.ChangeAsync(created.ClientId, 1, new ApiClientChange { Name = "Altro" });

        (changed.Name, changed.IsActive, changed.Version).ShouldBe(("Altro", true, 2));
        changed.Scopes.ShouldBe(["services:read"]);
        changed.Organizations.ShouldBe(["*"]);
        await RefusalAsync(
            412,
            "version-mismatch",
            () => Clients.ChangeAsync(created.ClientId, 1, new ApiClientChange { IsActive = false })
        );
        (await Clients.ReadAsync(created.ClientId)).IsActive.ShouldBeTrue();
    }

    [Theory]
    [InlineData(" ", null, null, "name", "not-empty")]
    [InlineData(null, "everything:manage", null, "scopes", "scope-unknown")]
    [InlineData(null, null, "12", "organizations", "organization-invalid")]
    public async Task A_change_to_what_does_not_exist_is_refused(
        string? name,
        string? scope,
        string? organization,
        string field,
        string code
    )
    {
        var created = await ProgramAsync(_api, ["services:read"], "*");
        var change = new ApiClientChange
        {
            Name = name,
            Scopes = scope is null ? null : [scope],
            Organizations = organization is null ? null : [organization],
        };

        await FieldRefusalAsync(field, code, () => Clients.ChangeAsync(created.ClientId, 1, change));

        (await Clients.ReadAsync(created.ClientId)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_client_that_is_deactivated_loses_its_tokens_at_once()
    {
        var organization = await OrganizationAsync(_api);
        var created = await ProgramAsync(_api, ["organizations:read"], organization);
        using var client = _api.Client(created.ClientId, created.ClientSecret);
        await client.Organizations.ReadAsync(organization);

        await Clients.ChangeAsync(created.ClientId, 1, new ApiClientChange { IsActive = false });

        (await Should.ThrowAsync<PagoDigitaleException>(() => client.Organizations.ReadAsync(organization))).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Scopes_and_organizations_taken_from_a_client_are_taken_from_its_tokens_too()
    {
        var (kept, taken) = (await OrganizationAsync(_api), await OrganizationAsync(_api));
        var created = await ProgramAsync(_api, ["organizations:read", "services:read"], kept, taken);
        using var client = _api.Client(created.ClientId, created.ClientSecret);
        await client.Organizations.ReadAsync(taken);

        await Clients.ChangeAsync(created.ClientId, 1, new ApiClientChange { Scopes = ["organizations:read"], Organizations = [kept] });

        (await client.Organizations.ReadAsync(kept)).FiscalCode.ShouldBe(kept);
        await RefusalAsync(403, "organization-not-allowed", () => client.Organizations.ReadAsync(taken));
        await RefusalAsync(403, "scope-missing", () => client.Services.ListAsync(kept));
    }

    [Fact]
    public async Task Other_replicas_learn_of_a_revocation_within_seconds()
    {
        var organization = await OrganizationAsync(_api);
        var created = await ProgramAsync(_api, ["organizations:read"], organization);
        using var client = _api.Client(created.ClientId, created.ClientSecret);
        await client.Organizations.ReadAsync(organization);

        // As another replica would do it: this one is not told.
        await SqlAsync(_api, $"UPDATE clients SET is_active = false WHERE client_id = '{created.ClientId}'");

        var waited = Stopwatch.StartNew();
        var status = 200;
        while (status == 200 && waited.Elapsed < TimeSpan.FromSeconds(10))
        {
            await Task.Delay(250);
            status = await StatusOfAsync(() => client.Organizations.ReadAsync(organization));
        }
        status.ShouldBe(401);
    }

    private static async Task<int> StatusOfAsync(Func<Task> call)
    {
        try
        {
            await call();
            return 200;
        }
        catch (PagoDigitaleException error)
        {
            return error.Status;
        }
    }
}

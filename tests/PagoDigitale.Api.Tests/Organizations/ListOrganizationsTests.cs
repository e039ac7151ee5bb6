using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Organizations;

public sealed class ListOrganizationsTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IOrganizationsClient Organizations => _api.Admin.Organizations;

    [Fact]
    public async Task The_list_goes_newest_first_through_all_pages_and_finds_by_name()
    {
        var mark = $"Cercato{Guid.NewGuid():N}";
        var codes = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            codes.Insert(0, NewCode());
            await Organizations.CreateAsync(new OrganizationInput { FiscalCode = codes[0], Name = $"{mark} {i} 100%" });
        }
        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Organizations.ListAsync(
                new()
                {
                    Q = mark.ToUpperInvariant(),
                    Limit = 2,
                    Cursor = cursor,
                }
            );
            found.AddRange(page.Items.Select(o => o.FiscalCode));
            cursor = page.NextCursor;
        } while (cursor is not null);

        found.ShouldBe(codes);
        (await Organizations.ListAsync(new() { Q = $"{mark}%" })).Items.ShouldBeEmpty("a percent sign is text");
        (await Organizations.ListAsync(new() { Q = mark, IsActive = false })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_organization_is_found_by_the_beginning_of_its_fiscal_code_not_by_its_end()
    {
        var code = NewCode();
        await Organizations.CreateAsync(new OrganizationInput { FiscalCode = code, Name = "Ordine" });

        (await Organizations.ListAsync(new() { Q = code })).Items.ShouldHaveSingleItem().FiscalCode.ShouldBe(code);
        (await Organizations.ListAsync(new() { Q = code[..10] })).Items.Select(o => o.FiscalCode).ShouldContain(code);
        (await Organizations.ListAsync(new() { Q = code[1..] })).Items.Select(o => o.FiscalCode).ShouldNotContain(code);
    }

    [Fact]
    public async Task Organizations_put_out_of_use_are_found_apart()
    {
        var mark = $"Cercato{Guid.NewGuid():N}";
        var (active, closed) = (NewCode(), NewCode());
        foreach (var code in new[] { active, closed })
            await Organizations.CreateAsync(new OrganizationInput { FiscalCode = code, Name = mark });
        await Organizations.ChangeAsync(closed, 1, new OrganizationChange { IsActive = false });

        (await Organizations.ListAsync(new() { Q = mark, IsActive = true })).Items.ShouldHaveSingleItem().FiscalCode.ShouldBe(active);
        (await Organizations.ListAsync(new() { Q = mark, IsActive = false })).Items.ShouldHaveSingleItem().FiscalCode.ShouldBe(closed);
    }

    [Fact]
    public async Task A_client_sees_the_organizations_it_acts_for_and_no_other()
    {
        var (own, second) = (await OrganizationAsync(_api), await OrganizationAsync(_api));
        await OrganizationAsync(_api);
        var made = await _api.Admin.Clients.CreateAsync(
            new ApiClientInput
            {
                Name = "Partner",
                Scopes = ["organizations:read"],
                Organizations = [own, second],
            }
        );
        using var client = _api.Client(made.ClientId, made.ClientSecret);

        (await client.Organizations.ListAsync()).Items.Select(o => o.FiscalCode).ShouldBe([second, own]);
    }
}

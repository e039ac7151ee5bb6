using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Organizations;

public sealed class OrganizationTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    [Fact]
    public async Task An_organization_is_created_and_read_as_it_was_sent()
    {
        var code = NewCode();
        var created = await _api.Admin.Organizations.CreateAsync(
            new OrganizationInput
            {
                FiscalCode = code,
                Name = "Ordine degli Architetti",
                Sector = "Segreteria",
                CbillCode = "AB12C",
                Pec = "ordine@pec.example",
                Address = new Address
                {
                    Street = "Via Roma",
                    CivicNumber = "1",
                    PostalCode = "00100",
                    City = "Roma",
                    Province = "RM",
                    Country = "IT",
                },
                AccountingProfile = new AccountingProfile
                {
                    Counterpart = "Iscritti",
                    CollectionAccount = "T-01",
                    AccountingDateRule = AccountingDateRules.JobDate,
                },
            }
        );

        var read = await _api.Admin.Organizations.ReadAsync(code);

        (created.Version, created.IsActive, created.HasLogo).ShouldBe((1, true, false));
        (read.Name, read.Sector, read.CbillCode, read.Pec).ShouldBe(
            ("Ordine degli Architetti", "Segreteria", "AB12C", "ordine@pec.example")
        );
        read.Address!.City.ShouldBe("Roma");
        read.AccountingProfile!.AccountingDateRule.ShouldBe(AccountingDateRules.JobDate);
        read.CreatedAt.ShouldBe(created.CreatedAt);
    }

    [Fact]
    public async Task Of_changes_at_once_on_one_version_one_is_made_and_the_others_are_told()
    {
        var code = await OrganizationAsync(_api);

        var statuses = await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(async n =>
                {
                    try
                    {
                        await _api.Admin.Organizations.ChangeAsync(code, 1, new OrganizationChange { Sector = $"Settore {n}" });
                        return 200;
                    }
                    catch (PagoDigitaleException refused)
                    {
                        return refused.Status;
                    }
                })
        );

        statuses.Count(s => s == 200).ShouldBe(1);
        statuses.Count(s => s == 412).ShouldBe(11);
        (await _api.Admin.Organizations.ReadAsync(code)).Version.ShouldBe(2);
    }

    [Fact]
    public async Task An_organization_that_exists_is_not_created_again()
    {
        var code = await OrganizationAsync(_api);

        await RefusalAsync(
            409,
            "organization-already-exists",
            () => _api.Admin.Organizations.CreateAsync(new OrganizationInput { FiscalCode = code, Name = "Altro" })
        );

        (await _api.Admin.Organizations.ReadAsync(code)).Name.ShouldBe($"Ente {code}");
    }

    [Fact]
    public async Task A_change_touches_what_it_names_and_null_removes()
    {
        var code = NewCode();
        await _api.Admin.Organizations.CreateAsync(
            new OrganizationInput
            {
                FiscalCode = code,
                Name = "Prima",
                Sector = "Ufficio",
                IpaCode = "ipa",
            }
        );
        using var http = await HttpAsync(_api);
        using var response = await http.SendAsync(Patch($"/v1/organizations/{code}", """{"name":"Dopo","sector":null}""", "\"1\""));
        response.EnsureSuccessStatusCode();
        response.Headers.ETag!.Tag.ShouldBe("\"2\"");

        var read = await _api.Admin.Organizations.ReadAsync(code);

        (read.Name, read.Sector, read.IpaCode, read.Version).ShouldBe(("Dopo", null, "ipa", 2));
    }

    [Fact]
    public async Task A_wrong_member_is_named_with_its_remedy()
    {
        await FieldRefusalAsync(
            "fiscalCode",
            "fiscal-code-invalid",
            () => _api.Admin.Organizations.CreateAsync(new OrganizationInput { FiscalCode = "123", Name = "Ente" })
        );
        await FieldRefusalAsync(
            "cbillCode",
            "cbill-code-invalid",
            () =>
                _api.Admin.Organizations.CreateAsync(
                    new OrganizationInput
                    {
                        FiscalCode = NewCode(),
                        Name = "Ente",
                        CbillCode = "abc",
                    }
                )
        );
    }

    [Fact]
    public async Task The_list_goes_newest_first_through_all_pages_and_finds_by_name()
    {
        var mark = $"Cercato{Guid.NewGuid():N}";
        var codes = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            codes.Insert(0, NewCode());
            await _api.Admin.Organizations.CreateAsync(new OrganizationInput { FiscalCode = codes[0], Name = $"{mark} {i} 100%" });
        }
        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = await _api.Admin.Organizations.ListAsync(q: mark.ToUpperInvariant(), limit: 2, cursor: cursor);
            found.AddRange(page.Items.Select(o => o.FiscalCode));
            cursor = page.NextCursor;
        } while (cursor is not null);

        found.ShouldBe(codes);
        (await _api.Admin.Organizations.ListAsync(q: $"{mark}%")).Items.ShouldBeEmpty("a percent sign is text");
        (await _api.Admin.Organizations.ListAsync(q: mark, isActive: false)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Units_have_codes_of_their_own()
    {
        var code = await OrganizationAsync(_api);
        var unit = await _api.Admin.Organizations.CreateUnitAsync(code, new UnitInput { Code = "TRIBUTI", Name = "Ufficio tributi" });
        await RefusalAsync(
            409,
            "unit-already-exists",
            () => _api.Admin.Organizations.CreateUnitAsync(code, new UnitInput { Code = "TRIBUTI", Name = "Altro" })
        );
        var second = await _api.Admin.Organizations.CreateUnitAsync(code, new UnitInput { Code = "SCUOLA", Name = "Scuola" });

        var first = await _api.Admin.Organizations.ListUnitsAsync(code, limit: 1);
        var rest = await _api.Admin.Organizations.ListUnitsAsync(code, limit: 1, cursor: first.NextCursor);

        first.Items.Concat(rest.Items).Select(u => u.Id).ShouldBe([second.Id, unit.Id]);
        await FieldRefusalAsync(
            "code",
            "code-invalid",
            () => _api.Admin.Organizations.CreateUnitAsync(code, new UnitInput { Code = "con spazi", Name = "X" })
        );
    }
}

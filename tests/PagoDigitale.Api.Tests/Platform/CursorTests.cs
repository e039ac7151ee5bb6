using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>A cursor goes with the list that gave it: in another it would skip rows without a word.</summary>
public sealed class CursorTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private PagoDigitaleClient Admin => _api.Admin;

    [Fact]
    public async Task A_cursor_goes_on_in_its_own_list_whatever_the_limit()
    {
        var organization = await WithDebtorsAsync(4);
        var first = await Admin.Debtors.ListAsync(organization, new() { FiscalCode = "ANONIMO", Limit = 1 });

        var rest = await Admin.Debtors.ListAsync(
            organization,
            new()
            {
                FiscalCode = "ANONIMO",
                Limit = 200,
                Cursor = first.NextCursor,
            }
        );

        first.Items.Concat(rest.Items).Select(d => d.Name).Order().ShouldBe(["D0", "D1", "D2", "D3"]);
        rest.NextCursor.ShouldBeNull();
    }

    [Fact]
    public async Task A_cursor_with_other_filters_is_refused()
    {
        var organization = await WithDebtorsAsync(2);
        var page = await Admin.Debtors.ListAsync(organization, new() { FiscalCode = "ANONIMO", Limit = 1 });

        await RefusedAsync(() => Admin.Debtors.ListAsync(organization, new() { Limit = 1, Cursor = page.NextCursor }));
        await RefusedAsync(() =>
            Admin.Debtors.ListAsync(
                organization,
                new()
                {
                    FiscalCode = "RSSMRA80A01H501U",
                    Limit = 1,
                    Cursor = page.NextCursor,
                }
            )
        );
        await RefusedAsync(() =>
            Admin.Debtors.ListAsync(
                organization,
                new()
                {
                    FiscalCode = "ANONIMO",
                    Q = "D",
                    Limit = 1,
                    Cursor = page.NextCursor,
                }
            )
        );
    }

    [Fact]
    public async Task A_cursor_of_another_organization_is_refused()
    {
        var (one, other) = (await WithDebtorsAsync(2), await WithDebtorsAsync(2));
        var page = await Admin.Debtors.ListAsync(one, new() { Limit = 1 });

        await RefusedAsync(() => Admin.Debtors.ListAsync(other, new() { Limit = 1, Cursor = page.NextCursor }));
    }

    [Fact]
    public async Task A_cursor_of_another_list_is_refused()
    {
        var organization = await WithDebtorsAsync(2);
        await Admin.Organizations.CreateUnitAsync(organization, new UnitInput { Code = "A", Name = "A" });
        await Admin.Organizations.CreateUnitAsync(organization, new UnitInput { Code = "B", Name = "B" });
        var debtors = await Admin.Debtors.ListAsync(organization, new() { Limit = 1 });
        var units = await Admin.Organizations.ListUnitsAsync(organization, new() { Limit = 1 });

        await RefusedAsync(() => Admin.Debtors.ListAsync(organization, new() { Limit = 1, Cursor = units.NextCursor }));
        await RefusedAsync(() => Admin.Organizations.ListUnitsAsync(organization, new() { Limit = 1, Cursor = debtors.NextCursor }));
    }

    [Fact]
    public async Task A_cursor_that_was_tampered_with_is_refused()
    {
        var organization = await WithDebtorsAsync(2);
        var cursor = (await Admin.Debtors.ListAsync(organization, new() { Limit = 1 })).NextCursor!;

        foreach (
            var wrong in new[] { cursor[1..], cursor + "x", cursor[..11], cursor[..^1], cursor.ToUpperInvariant(), new string('x', 513) }
        )
            await RefusedAsync(() => Admin.Debtors.ListAsync(organization, new() { Limit = 1, Cursor = wrong }));
    }

    private static Task RefusedAsync(Func<Task> call) => FieldRefusalAsync("cursor", "invalid-cursor", call, 400);

    private async Task<string> WithDebtorsAsync(int count)
    {
        var organization = await OrganizationAsync(_api);
        for (var i = 0; i < count; i++)
            await Admin.Debtors.CreateAsync(
                organization,
                new DebtorInput
                {
                    Type = "F",
                    FiscalCode = "ANONIMO",
                    Name = $"D{i}",
                }
            );
        return organization;
    }
}

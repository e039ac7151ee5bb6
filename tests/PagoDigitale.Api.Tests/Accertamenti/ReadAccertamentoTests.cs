using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Accertamenti.Revenues;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Accertamenti;

public sealed class ReadAccertamentoTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IAccertamentiClient Accertamenti => _api.Admin.Accertamenti;

    [Fact]
    public async Task An_accertamento_is_read_with_its_totals_by_its_organization_alone()
    {
        var organization = await OrganizationAsync(_api);
        var created = await Accertamenti.CreateAsync(organization, Input("12"));

        var read = await Accertamenti.ReadAsync(organization, created.Id);

        (read.Id, read.Year, read.Number, read.Chapter, read.Version).ShouldBe((created.Id, 2026, "12", "3.100", 1));
        (read.IssuedCents, read.CollectedCents, read.RegularisedCents).ShouldBe((0, 0, 0));
        var other = await OrganizationAsync(_api);
        await RefusalAsync(404, "accertamento-not-found", () => Accertamenti.ReadAsync(other, created.Id));
        await RefusalAsync(404, "accertamento-not-found", () => Accertamenti.ReadAsync(organization, "acc_malformed"));
    }

    [Fact]
    public async Task What_is_issued_follows_the_state_of_the_instalments()
    {
        var organization = (await TestOrganization.CreateAsync(_api.Admin)).Code;
        var id = Guid.NewGuid();
        await SqlAsync(
            _api,
            $"""
            INSERT INTO debtors (organization_id, debtor_id, type, fiscal_code, name, created_at, updated_at)
                VALUES ('{organization}', '{id}', 'F', 'ANONIMO', 'X', now(), now());
            INSERT INTO positions (organization_id, position_id, service_code, description, debtor_id, debtor_type, debtor_fiscal_code,
                debtor_name, amount_cents, state, created_at, updated_at)
                VALUES ('{organization}', '{id}', 'QUOTA', 'Q', '{id}', 'F', 'ANONIMO', 'X', 31, 'payable', now(), now());
            INSERT INTO instalments (organization_id, instalment_id, position_id, instalment_index, notice_number, iuv, amount_cents, state)
                SELECT '{organization}', gen_random_uuid(), '{id}', n, '30100000000000000' || n, '0100000000000000' || n, 1 << (n - 1), s
                FROM unnest(ARRAY['unpaid', 'paid', 'reported', 'reconciled', 'expired', 'draft', 'cancelled',
                    'replaced']) WITH ORDINALITY AS x(s, n0), LATERAL (SELECT n0::int AS n) y;
            INSERT INTO transfers (organization_id, instalment_id, transfer_index, beneficiary, amount_cents, iban, taxonomy_code,
                remittance_information)
                SELECT organization_id, instalment_id, 1, organization_id, amount_cents, 'IT60X0542811101000000123456', '9/0101100IM/', 'x'
                    FROM instalments WHERE organization_id = '{organization}';
            INSERT INTO allocations (organization_id, instalment_id, transfer_index, allocation_index, accertamento_id, amount_cents)
                SELECT organization_id, instalment_id, 1, 1, (SELECT accertamento_id FROM accertamenti
                    WHERE organization_id = '{organization}'), amount_cents
                FROM instalments WHERE organization_id = '{organization}';
            INSERT INTO accertamento_changes (organization_id, change_id, instalment_id)
                SELECT organization_id, gen_random_uuid(), instalment_id FROM instalments WHERE organization_id = '{organization}';
            """
        );

        var read = (await Accertamenti.ListAsync(organization)).Items.ShouldHaveSingleItem();

        // unpaid 1, paid 2, reported 4, reconciled 8, expired 16; draft, cancelled and replaced do not count. No receipt and no flow:
        // nothing came.
        (read.IssuedCents, read.CollectedCents, read.RegularisedCents).ShouldBe((31, 0, 0));
    }
}

using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Accertamenti.Revenues;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Accertamenti;

public sealed class CreateAccertamentoTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IAccertamentiClient Accertamenti => _api.Admin.Accertamenti;

    [Fact]
    public async Task Year_and_number_are_the_key()
    {
        var organization = await OrganizationAsync(_api);
        var created = await Accertamenti.CreateAsync(organization, Input("12"));
        var same = await Accertamenti.CreateAsync(organization, Input("12"));
        var moved = await Accertamenti.CreateAsync(organization, Input("12", "4.200"));

        (created.Answer!.Status, created.IsActive, created.IssuedCents).ShouldBe((201, true, 0));
        (same.Answer!.Status, same.Id, same.Version).ShouldBe((200, created.Id, 1));
        (moved.Answer!.Status, moved.Id, moved.Version, moved.Chapter).ShouldBe((200, created.Id, 2, "4.200"));
        (await Accertamenti.CreateAsync(organization, Input("12", year: 2025))).Answer!.Status.ShouldBe(201);
    }

    [Fact]
    public async Task What_is_left_out_of_a_known_accertamento_stays_and_an_empty_article_is_none()
    {
        var organization = await OrganizationAsync(_api);
        var whole = Input("12");
        (whole.Article, whole.IsActive) = ("7", false);
        await Accertamenti.CreateAsync(organization, whole);

        var kept = await Accertamenti.CreateAsync(organization, Input("12", "4.200"));
        var loaded = await Accertamenti.LoadAsync(organization, new AccertamentoBatchInput { Items = [Input("12", "4.200")] });
        var bare = Input("12", "4.200");
        bare.Article = "";
        var removed = await Accertamenti.CreateAsync(organization, bare);

        (kept.Chapter, kept.Article, kept.IsActive).ShouldBe(("4.200", "7", false));
        loaded.Items.ShouldHaveSingleItem().Outcome.ShouldBe("unchanged");
        (removed.Article, removed.IsActive, removed.Version).ShouldBe((null, false, 3));
    }

    [Fact]
    public async Task A_used_accertamento_keeps_its_chapter_and_article()
    {
        var scene = await PositionScene.CreateAsync(_api);
        var organization = scene.Organization;
        var position = await scene.CreateAsync();
        var article = Input("117", "1010");
        article.Article = "2";

        await RefusalAsync(409, "accertamento-in-use", () => Accertamenti.CreateAsync(organization, Input("117", "9.9")));
        await RefusalAsync(409, "accertamento-in-use", () => Accertamenti.CreateAsync(organization, article));
        await scene.CancelAsync(position);
        await RefusalAsync(409, "accertamento-in-use", () => Accertamenti.CreateAsync(organization, Input("117", "9.9")));
        var described = await Accertamenti.CreateAsync(organization, Input("117", "1010"));

        (described.Chapter, described.Article, described.Description).ShouldBe(("1010", null, "Quote"));
    }

    [Fact]
    public async Task A_change_of_chapter_waits_for_the_allocation_that_is_just_being_written()
    {
        var scene = await PositionScene.CreateAsync(_api);
        var instalment = PositionScene.Instalment(await scene.CreateAsync()).Id;
        await using var source = Npgsql.NpgsqlDataSource.Create(_api.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        await using var writing = await connection.BeginTransactionAsync();
        await using var allocate = new Npgsql.NpgsqlCommand(
            $"""
            INSERT INTO allocations (organization_id, instalment_id, transfer_index, allocation_index, accertamento_id, amount_cents)
            SELECT l.organization_id, l.instalment_id, l.transfer_index, 2, a.accertamento_id, 1
            FROM allocations l JOIN accertamenti a ON a.organization_id = l.organization_id AND a.number = '118'
                WHERE l.organization_id = '{scene.Organization}'
            """,
            connection,
            writing
        );
        (await allocate.ExecuteNonQueryAsync()).ShouldBe(1, instalment);

        var change = RefusalAsync(409, "accertamento-in-use", () => Accertamenti.CreateAsync(scene.Organization, Input("118", "9.9")));
        for (var tries = 0; await WaitingAsync() == 0 && !change.IsCompleted; tries++)
        {
            tries.ShouldBeLessThan(600, "the change neither waited nor ended");
            await Task.Delay(50);
        }
        await writing.CommitAsync();
        await change;
    }

    [Theory]
    [InlineData(1999, "12", "3.100", "Quote", "year", "accertamento-year-invalid")]
    [InlineData(2026, "/12", "3.100", "Quote", "number", "accertamento-number-invalid")]
    [InlineData(2026, "12", " ", "Quote", "chapter", "not-empty")]
    [InlineData(2026, "12", "3.100", " ", "description", "not-empty")]
    public async Task A_fault_names_its_field(int year, string number, string chapter, string description, string field, string code)
    {
        var organization = await OrganizationAsync(_api);
        var input = new AccertamentoInput
        {
            Year = year,
            Number = number,
            Chapter = chapter,
            Description = description,
        };

        await FieldRefusalAsync(field, code, () => Accertamenti.CreateAsync(organization, input));
        (await Accertamenti.ListAsync(organization)).Items.ShouldBeEmpty();
    }

    private Task<long> WaitingAsync() =>
        SqlAsync(
            _api,
            """
            SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
                AND query LIKE '%FOR UPDATE OF a%'
            """
        );
}

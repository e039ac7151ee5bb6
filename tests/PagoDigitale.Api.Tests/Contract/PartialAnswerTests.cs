using System.Text.Json;
using PagoDigitale.Api.Tests.Clients;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Contract;

/// <summary>
/// <c>fields</c> and <c>embed</c> of positions, receipts and movements. Every exchange is checked against openapi.yaml: of a part, that
/// it holds what was asked for and nothing else (<c>TestKit/Contract/PartialAnswer.cs</c>).
/// </summary>
public sealed class PartialAnswerTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    /// <summary>As a caller declares it who wants three members.</summary>
    private sealed record Line(string Id, string State, LineDebtor? Debtor);

    private sealed record LineDebtor(string Name);

    [Fact]
    public async Task A_list_shows_the_members_that_were_asked_for()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();

        var page = await fixture.Api.Admin.ReadAsync<JsonElement>(Positions(scene, "fields=state,instalments.iuv"));

        page.GetProperty("items")[0].EnumerateObject().Select(m => m.Name).ShouldBe(["id", "state", "instalments"], ignoreOrder: true);
        var instalment = page.GetProperty("items")[0].GetProperty("instalments")[0];
        instalment.EnumerateObject().Select(m => m.Name).ShouldBe(["id", "iuv"], ignoreOrder: true);
        instalment.GetProperty("iuv").GetString().ShouldBe(PositionScene.Instalment(position).Iuv);
    }

    [Fact]
    public async Task A_part_is_read_into_a_type_of_the_caller()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();

        var line = await fixture.Api.Admin.ReadAsync<Line>(
            $"/v1/organizations/{scene.Organization}/positions/{position.Id}?fields=state,debtor.name"
        );

        line.ShouldBe(new(position.Id, "payable", new(position.Debtor.Name)));
    }

    [Theory]
    [InlineData("fields=state,colour", "fields")]
    [InlineData("fields=debtor.shoeSize", "fields")]
    [InlineData("fields=debtor.name.length&embed=debtor", "fields")]
    [InlineData("fields=state.debtor", "fields", "state")]
    [InlineData("fields=State", "fields")]
    [InlineData("fields=state,", "fields")]
    [InlineData("fields=state,state", "fields", "once")]
    [InlineData("fields=receipts.iur", "fields", "embed=receipts")]
    [InlineData("fields=debtor&embed=receipts", "fields", "embed=debtor")]
    [InlineData("embed=everything", "embed")]
    [InlineData("embed=debtor,", "embed")]
    [InlineData("embed=debtor,debtor", "embed", "once")]
    [InlineData("embed=debtor&embed=receipts", "embed", "commas")]
    public async Task What_cannot_be_given_is_refused_with_what_can(string query, string parameter, string remedy = "debtor")
    {
        var scene = await fixture.SceneAsync();

        var refused = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            fixture.Api.Admin.ReadAsync<JsonElement>(Positions(scene, query))
        );

        refused.Status.ShouldBe(400);
        refused
            .Errors.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(e => e.Field.ShouldBe(parameter), e => e.Remedy.ShouldContain(remedy));
    }

    [Theory]
    [InlineData("receipts")]
    [InlineData("movements")]
    [InlineData("positions/pos_00000000000000000000000000")]
    public async Task The_remedy_has_the_members_of_every_resource(string path)
    {
        var scene = await fixture.SceneAsync();

        var refused = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            fixture.Api.Admin.ReadAsync<JsonElement>($"/v1/organizations/{scene.Organization}/{path}?fields=colour")
        );

        refused.Errors.ShouldHaveSingleItem().Remedy.ShouldContain("id, ");
    }

    [Fact]
    public async Task What_is_embedded_is_there_whole_or_as_far_as_its_members_are_named()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        await scene.PayAsync(PositionScene.Instalment(position).NoticeNumber, 10_000);

        var page = await fixture.Api.Admin.ReadAsync<JsonElement>(Positions(scene, "fields=state,debtor.name&embed=debtor,receipts"));
        var item = page.GetProperty("items")[0];

        item.EnumerateObject().Select(m => m.Name).ShouldBe(["id", "state", "debtor", "receipts"], ignoreOrder: true);
        item.GetProperty("debtor").EnumerateObject().Select(m => m.Name).ShouldBe(["id", "name"], ignoreOrder: true);
        item.GetProperty("receipts")[0].GetProperty("amountCents").GetInt64().ShouldBe(10_000);
    }

    [Fact]
    public async Task Pages_follow_each_other_though_other_members_are_asked_for()
    {
        var scene = await fixture.SceneAsync();
        var first = await scene.CreateAsync();
        var second = await scene.CreateAsync();

        var page = await fixture.Api.Admin.ReadAsync<JsonElement>(Positions(scene, "limit=1&fields=state"));
        var cursor = Uri.EscapeDataString(page.GetProperty("nextCursor").GetString()!);
        var next = await fixture.Api.Admin.ReadAsync<JsonElement>(Positions(scene, $"limit=1&embed=debtor&cursor={cursor}"));

        page.GetProperty("items")[0].GetProperty("id").GetString().ShouldBe(second.Id);
        next.GetProperty("items")[0].GetProperty("debtor").GetProperty("id").GetString().ShouldBe(first.Debtor.Id);
        next.TryGetProperty("nextCursor", out _).ShouldBeFalse();
    }

    /// <summary>Whoever read a part may change the whole: the tag says its version, and nothing of what stands beside it.</summary>
    [Fact]
    public async Task A_part_has_the_tag_of_the_whole()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        using var http = await Registry.HttpAsync(fixture.Api);

        using var part = await http.GetAsync($"/v1/organizations/{scene.Organization}/positions/{position.Id}?fields=state&embed=receipts");

        part.Headers.ETag!.Tag.ShouldBe($"\"{position.Version}\"");
    }

    /// <summary>What may not be read by itself is not read beside something else either.</summary>
    [Theory]
    [InlineData("positions", "positions:read", "receipts", "receipts:read")]
    [InlineData("positions/{position}", "positions:read", "receipts", "receipts:read")]
    [InlineData("receipts", "receipts:read", "position", "positions:read")]
    [InlineData("receipts/{receipt}", "receipts:read", "position", "positions:read")]
    [InlineData("movements", "bank-statements:read", "rendicontazioni", "rendicontazioni:read")]
    [InlineData("movements", "bank-statements:read", "receipt", "receipts:read")]
    [InlineData("movements/{movement}", "bank-statements:read", "rendicontazioni", "rendicontazioni:read")]
    [InlineData("movements/{movement}", "bank-statements:read", "receipt", "receipts:read")]
    [InlineData("bank-statements/{statement}/movements", "bank-statements:read", "rendicontazioni", "rendicontazioni:read")]
    [InlineData("bank-statements/{statement}/movements", "bank-statements:read", "receipt", "receipts:read")]
    public async Task What_is_embedded_needs_its_own_scope(string path, string scope, string embed, string needed)
    {
        var scene = await fixture.SceneAsync();
        var address = $"/v1/organizations/{scene.Organization}/{Missing(path)}?embed={embed}";
        using var without = await ProgramAsync(scene, scope);
        using var with = await ProgramAsync(scene, scope, needed);

        var refused = await Should.ThrowAsync<PagoDigitaleException>(() => without.ReadAsync<JsonElement>(address));
        var answered = await StatusOf(with, address);

        (refused.Status, refused.Code).ShouldBe((403, "scope-missing"));
        refused.Problem!.Detail!.ShouldContain($"'{needed}'");
        answered.ShouldBe(path.Contains('{', StringComparison.Ordinal) ? 404 : 200);
    }

    [Fact]
    public async Task Debtor_and_receipts_stand_beside_the_position()
    {
        var scene = await fixture.SceneAsync();
        var open = await scene.CreateAsync();
        var paid = await scene.CreateAsync();
        await scene.PayAsync(PositionScene.Instalment(paid).NoticeNumber, 10_000);

        var listed = (
            await scene.Positions.ListAsync(scene.Organization, new() { Embed = [PositionEmbeds.Debtor, PositionEmbeds.Receipts] })
        ).Items;
        var read = await scene.Positions.ReadAsync(scene.Organization, paid.Id, embed: ["receipts"]);
        var plain = (await scene.Positions.ListAsync(scene.Organization)).Items;

        listed.Select(p => p.Debtor!.Id).ShouldBe([paid.Debtor.Id, open.Debtor.Id]);
        listed.Select(p => p.Receipts!.Count).ShouldBe([1, 0]);
        var receipt = listed[0].Receipts!.Single();
        (receipt.Id, receipt.AmountCents).ShouldBe((listed[0].ReceiptId, 10_000));
        read.Receipts!.Single().Id.ShouldBe(receipt.Id);
        plain.ShouldAllBe(p => p.Debtor == null && p.Receipts == null);
    }

    [Fact]
    public async Task The_position_stands_beside_the_receipt_and_rendicontazioni_beside_the_movement()
    {
        var scene = await MoneyScene.CreateAsync(fixture.Api);
        var paid = await scene.PaidAsync();
        var file = scene.Flow(paid.Row);
        var flow = await scene.UploadAsync(file);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId));
        await scene.ReconcileAsync();

        var receipt = (await scene.Client.Receipts.ListAsync(scene.Organization, new() { Embed = ["position"] })).Items.Single();
        var alone = await scene.Client.Receipts.ReadAsync(scene.Organization, receipt.Id, embed: ["position"]);
        var movement = (
            await scene.Client.BankStatements.ListMovementsAsync(
                scene.Organization,
                new() { Embed = [MovementEmbeds.Rendicontazioni, MovementEmbeds.Receipt] }
            )
        ).Items.Single();
        var read = await scene.Client.BankStatements.ReadMovementAsync(scene.Organization, movement.Id, embed: ["rendicontazioni"]);

        receipt.Position!.Id.ShouldBe(receipt.PositionId);
        alone.Position!.PaidCents.ShouldBe(receipt.AmountCents);
        movement.Rendicontazioni!.Single().ShouldSatisfyAllConditions(r => (r.Id, r.FlussoId).ShouldBe((flow.Id, file.FlussoId)));
        movement.Receipt.ShouldBeNull();
        read.Rendicontazioni!.Single().Id.ShouldBe(flow.Id);
    }

    /// <summary>Nothing is there by these names: who may look hears 404.</summary>
    private static string Missing(string path) =>
        path.Replace("{position}", "pos_00000000000000000000000000", StringComparison.Ordinal)
            .Replace("{receipt}", "rcp_00000000000000000000000000", StringComparison.Ordinal)
            .Replace("{movement}", "mov_00000000000000000000000000", StringComparison.Ordinal)
            .Replace("{statement}", "bst_00000000000000000000000000", StringComparison.Ordinal);

    private async Task<PagoDigitaleClient> ProgramAsync(PositionScene scene, params string[] scopes)
    {
        var program = await Programs.ProgramAsync(fixture.Api, scopes, scene.Organization);
        return fixture.Api.Client(program.ClientId, program.ClientSecret);
    }

    private static async Task<int> StatusOf(PagoDigitaleClient client, string address)
    {
        try
        {
            await client.ReadAsync<JsonElement>(address);
            return 200;
        }
        catch (PagoDigitaleException refused)
        {
            return refused.Status;
        }
    }

    private static string Positions(PositionScene scene, string query) => $"/v1/organizations/{scene.Organization}/positions?{query}";
}

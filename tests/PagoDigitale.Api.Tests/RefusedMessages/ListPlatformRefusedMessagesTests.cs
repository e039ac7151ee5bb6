using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using static PagoDigitale.Api.Tests.RefusedMessages.Unreadable;

namespace PagoDigitale.Api.Tests.RefusedMessages;

public sealed class ListPlatformRefusedMessagesTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    private IRefusedMessagesClient Refused => f.Api.Admin.RefusedMessages;

    [Fact]
    public async Task What_names_no_organization_that_is_here_is_listed_and_filtered()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var newcomer = organization with { Code = $"9{organization.Code[1..]}" };
        var receipt = Requests.Receipt(newcomer, "302000000000000184", 500);
        await f.SendReceiptAsync(newcomer, receipt);
        var noise = await f.NoiseAsync();
        var own = await f.RefuseAsync(organization);
        await Refused.DismissPlatformRefusedMessageAsync(noise.Id, new() { Reason = "Scansione" });

        var listed = await Refused.ListAllPlatformRefusedMessagesAsync().ToListAsync();

        listed.Select(r => r.Id).ShouldContain(noise.Id);
        listed.Select(r => r.Id).ShouldNotContain(own.Id, "it is the organization's");
        var ofNewcomer = listed.Single(r => r.Iur == receipt.ReceiptId);
        (ofNewcomer.Kind, ofNewcomer.State, ofNewcomer.StatedOrganization).ShouldBe(("receipt", "open", newcomer.Code));
        (await IdsAsync(state: "dismissed", kind: "unknown")).ShouldContain(noise.Id);
        (await IdsAsync(state: "open", kind: "unknown")).ShouldNotContain(noise.Id);
        (await IdsAsync(kind: "receipt")).ShouldContain(ofNewcomer.Id);
        (await IdsAsync(kind: "receipt")).ShouldNotContain(noise.Id);
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_without_loss()
    {
        var noises = new List<string>();
        for (var i = 0; i < 3; i++)
            noises.Add((await f.NoiseAsync()).Id);

        var listed = await IdsAsync(kind: "unknown", limit: 1);

        listed.Where(noises.Contains).ShouldBe(Enumerable.Reverse(noises));
    }

    [Theory]
    [InlineData("odd", null, "state")]
    [InlineData(null, "odd", "kind")]
    public Task A_state_or_a_kind_that_does_not_exist_is_refused(string? state, string? kind, string parameter) =>
        FieldRefusalAsync(
            parameter,
            "malformed",
            () => Refused.ListPlatformRefusedMessagesAsync(new() { State = Some(state), Kind = Some(kind) }),
            400
        );

    private async Task<List<string>> IdsAsync(string? state = null, string? kind = null, int? limit = null) =>
        await Refused
            .ListAllPlatformRefusedMessagesAsync(
                new()
                {
                    State = Some(state),
                    Kind = Some(kind),
                    Limit = limit,
                }
            )
            .Select(r => r.Id)
            .ToListAsync();

    private static string[]? Some(string? value) => value is null ? null : [value];
}

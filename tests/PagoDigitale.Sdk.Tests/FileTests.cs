using System.Text;
using Shouldly;
using Xunit;

namespace PagoDigitale.Sdk.Tests;

public sealed class FileTests
{
    private readonly ScriptedTransport _transport = new();

    [Fact]
    public async Task A_file_is_downloaded_with_its_name()
    {
        _transport.Then(200, "%PDF-1.7", ("Content-Disposition", "attachment; filename=\"avviso.pdf\""));

        using var file = await _transport.Client().Notices.DownloadAsync("01234567897", "301000000000471195");

        file.FileName.ShouldBe("avviso.pdf");
        Encoding.ASCII.GetString(await file.ReadBytesAsync()).ShouldBe("%PDF-1.7");
    }

    [Fact]
    public async Task A_file_is_saved_to_disk()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        _transport.Then(200, "<xml/>");
        using (var file = await _transport.Client().Rendicontazioni.DownloadAsync("01234567897", "rnd_1"))
        {
            file.FileName.ShouldBeNull();
            await file.SaveAsync(path);
        }

        (await File.ReadAllTextAsync(path)).ShouldBe("<xml/>");
        File.Delete(path);
    }

    [Fact]
    public async Task A_folder_is_no_file_to_save_to()
    {
        _transport.Then(200, "%PDF-1.7", ("Content-Disposition", "attachment; filename=\"avviso.pdf\""));
        using var file = await _transport.Client().Notices.DownloadAsync("01234567897", "301000000000471195");

        var refused = await Should.ThrowAsync<ArgumentException>(() => file.SaveAsync(Path.GetTempPath()));

        refused.Message.ShouldContain("is a folder");
        refused.Message.ShouldContain("avviso.pdf");
    }

    [Fact]
    public async Task A_file_is_uploaded_with_its_parameters()
    {
        _transport.Then(202, ContractExamples.Json("FlowReceived"));
        using var body = new MemoryStream(Encoding.UTF8.GetBytes("a;b"));

        await _transport
            .Client()
            .Flows.UploadAsync(
                "01234567897",
                "tari à.csv",
                body,
                new()
                {
                    ServiceCode = "TARI",
                    DefaultDueDate = new(2026, 5, 31),
                    GroupByDebtor = true,
                }
            );

        var sent = _transport.Sent[0];
        Uri.UnescapeDataString(sent.Query).ShouldBe("?fileName=tari à.csv&serviceCode=TARI&defaultDueDate=2026-05-31&groupByDebtor=true");
        sent.ContentType.ShouldBe("application/octet-stream");
        sent.Body.ShouldBe("a;b");
    }

    [Fact]
    public async Task The_columns_of_a_bank_statement_are_said_with_everything_else_of_it()
    {
        _transport.Then(201, ContractExamples.Json("BankStatement"));
        using var body = new MemoryStream(Encoding.UTF8.GetBytes("01/06/2026;10,00;BONIFICO"));
        var statements = _transport.Client().BankStatements;

        await statements.UploadAsync(
            "01234567897",
            "giugno.csv",
            body,
            new()
            {
                DateColumn = 1,
                AmountColumn = 2,
                DescriptionColumn = 3,
                Separator = ";",
            }
        );
        await Should.ThrowAsync<ArgumentNullException>(async () => await statements.UploadAsync("01234567897", "giugno.csv", body, null!));

        Uri.UnescapeDataString(_transport.Sent.Single().Query)
            .ShouldBe("?fileName=giugno.csv&dateColumn=1&amountColumn=2&descriptionColumn=3&separator=;");
    }

    [Fact]
    public async Task A_receipt_is_uploaded_like_any_other_file()
    {
        _transport.Then(201, ContractExamples.Json("Receipt"));
        using var body = new MemoryStream(Encoding.UTF8.GetBytes("<receipt/>"));

        await _transport.Client().Receipts.UploadAsync("01234567897", "ricevuta.xml", body);

        (_transport.Sent[0].Query, _transport.Sent[0].Body).ShouldBe(("", "<receipt/>"));
    }

    [Fact]
    public async Task What_is_no_image_by_its_name_is_no_logo()
    {
        using var body = new MemoryStream([1, 2, 3]);

        var refused = await Should.ThrowAsync<ArgumentException>(async () =>
            await _transport.Client().Organizations.UploadLogoAsync("01234567897", "logo.svg", body)
        );

        refused.ParamName.ShouldBe("fileName");
        _transport.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_logo_is_uploaded_as_what_it_is()
    {
        _transport.Then(204, "");
        using var body = new MemoryStream([1, 2, 3]);

        await _transport.Client().Organizations.UploadLogoAsync("01234567897", "logo.png", body);

        _transport.Sent[0].ContentType.ShouldBe("image/png");
        _transport.Sent[0].Method.ShouldBe("PUT");
    }
}

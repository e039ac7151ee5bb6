using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using PagoDigitale.Sdk;

namespace Vendor
{
    /// <summary>What a vendor's library for every framework does: a debt, its notice, a file of debts, and what was refused.</summary>
    public static class Collection
    {
        public static async Task PlayAsync(IPagoDigitaleClient client, string organization, string service, string name)
        {
            var position = await client.Positions.CreateAsync(
                organization,
                new PositionInput
                {
                    ExternalId = name,
                    ServiceCode = service,
                    Description = "Quota 2026",
                    Debtor = new PositionDebtorInput
                    {
                        Type = DebtorTypes.F,
                        FiscalCode = "RSSMRA80A01H501U",
                        Name = "Mario Rossi",
                    },
                    PaymentOptions = new List<PaymentOptionInput>
                    {
                        new PaymentOptionInput
                        {
                            Instalments = new List<InstalmentInput>
                            {
                                new InstalmentInput { AmountCents = 13000, DueDate = new CalendarDate(2031, 12, 31) },
                            },
                        },
                    },
                },
                idempotencyKey: name
            );
            var instalment = position.PaymentOptions[0].Instalments[0];
            Say("created", position.Answer.Status + " " + position.AmountCents + " " + instalment.DueDate);

            var changed = await client.Positions.ChangeAsync(
                organization,
                position.Id,
                position.Version,
                new PositionChange { Description = "Quota 2026, seconda stesura" }
            );
            Say("changed", changed.Description);

            var found = 0;
            var pages = client
                .Positions.ListPagesAsync(
                    organization,
                    new ListPositionsOptions
                    {
                        DueFrom = instalment.DueDate,
                        ExternalId = name,
                        Limit = 1,
                    }
                )
                .GetAsyncEnumerator();
            try
            {
                while (await pages.MoveNextAsync())
                    found += pages.Current.Items.Count;
            }
            finally
            {
                await pages.DisposeAsync();
            }
            Say("found", found.ToString());

            using (var notice = await client.Notices.DownloadAsync(organization, instalment.NoticeNumber))
                Say("notice", Encoding.ASCII.GetString(await notice.ReadBytesAsync(), 0, 5));

            using (var file = new MemoryStream(Encoding.UTF8.GetBytes("not;a;flow\n" + name + "\n")))
            {
                var flow = await client.Flows.UploadAsync(
                    organization,
                    name + ".csv",
                    file,
                    new UploadFlowOptions { ServiceCode = service }
                );
                Say("flow", flow.FileName);
            }

            try
            {
                await client.Positions.ReadAsync(organization, "pos_00000000000000000000000000");
            }
            catch (PagoDigitaleException refusal)
            {
                Say("refused", refusal.Status + " " + (refusal.Problem != null));
            }
        }

        private static void Say(string what, string value)
        {
            Console.WriteLine(what + ": " + value);
        }
    }
}

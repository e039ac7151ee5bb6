namespace PagoDigitale.Api.Features.Rendicontazioni.Door;

/// <summary>What a rendicontazione tells of payments takes effect. Answered by <c>Receipts</c>, which stands above.</summary>
public interface IPaymentsTold
{
    /// <summary>The rows of a flow are written, and those of the revision that it supersedes count no more.</summary>
    /// <param name="instalments">Those that either names.</param>
    Task TakeAsync(Guid flow, Guid? superseded, IReadOnlyCollection<Guid> instalments, CancellationToken ct);
}

/// <summary>What rendicontazioni ask about the receipts that prove their rows. Answered by <c>Receipts</c>.</summary>
public interface IReceiptsOfRows
{
    /// <summary>
    /// For each row the receipt of that IUV and identifier which has a transfer of ours with that index, or any (SACI chapter 7).
    /// </summary>
    Task<Guid?[]> FindAsync(string[] iurs, string[] iuvs, short?[] transferIndexes, CancellationToken ct);

    /// <summary>Fiscal code and name of the debtors that receipts name.</summary>
    Task<Dictionary<Guid, (string FiscalCode, string Name)>> DebtorsAsync(IReadOnlyCollection<Guid> receipts, CancellationToken ct);

    /// <summary>A condition: the receipt of that key names a PSP by one of these codes. $1 is the organization.</summary>
    /// <param name="receipt">The key's SQL.</param>
    /// <param name="codes">The SQL of a text array, once for idPSP and once for the fiscal code.</param>
    string IsOfPsp(string receipt, string codes);

    /// <summary>A query for <c>receipt_record_id</c> of all that name a debtor by one of two spellings. $1 is the organization.</summary>
    string OfDebtor(string code, string otherwise);
}

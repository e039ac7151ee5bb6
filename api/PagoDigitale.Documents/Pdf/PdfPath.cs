namespace PagoDigitale.Documents.Pdf;

/// <summary>A reusable outline in its own units, x to the right and y downwards. Not to be changed once drawn.</summary>
public sealed class PdfPath
{
    // Distance of the control points that makes four cubic curves the best circle.
    private const double CircleControl = 0.5523;
    private readonly List<byte> _operators = [];

    internal ReadOnlySpan<byte> Operators => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_operators);

    public PdfPath MoveTo(double x, double y) => Append(" m\n"u8, x, y);

    public PdfPath LineTo(double x, double y) => Append(" l\n"u8, x, y);

    public PdfPath CurveTo(double x1, double y1, double x2, double y2, double x, double y) => Append(" c\n"u8, x1, y1, x2, y2, x, y);

    public PdfPath Rectangle(double x, double y, double width, double height) => Append(" re\n"u8, x, y, width, height);

    public PdfPath Close() => Append("h\n"u8);

    public PdfPath Circle(double x, double y, double radius)
    {
        var c = radius * CircleControl;
        return MoveTo(x + radius, y)
            .CurveTo(x + radius, y + c, x + c, y + radius, x, y + radius)
            .CurveTo(x - c, y + radius, x - radius, y + c, x - radius, y)
            .CurveTo(x - radius, y - c, x - c, y - radius, x, y - radius)
            .CurveTo(x + c, y - radius, x + radius, y - c, x + radius, y)
            .Close();
    }

    public PdfPath RoundedRectangle(double x, double y, double width, double height, double radius)
    {
        var c = radius * (1 - CircleControl);
        var (right, bottom) = (x + width, y + height);
        return MoveTo(x + radius, y)
            .LineTo(right - radius, y)
            .CurveTo(right - c, y, right, y + c, right, y + radius)
            .LineTo(right, bottom - radius)
            .CurveTo(right, bottom - c, right - c, bottom, right - radius, bottom)
            .LineTo(x + radius, bottom)
            .CurveTo(x + c, bottom, x, bottom - c, x, bottom - radius)
            .LineTo(x, y + radius)
            .CurveTo(x, y + c, x + c, y, x + radius, y)
            .Close();
    }

    private PdfPath Append(ReadOnlySpan<byte> operation, params ReadOnlySpan<double> operands)
    {
        using var buffer = new PdfBuffer(128);
        foreach (var operand in operands)
            buffer.Number(operand);
        _operators.AddRange(buffer.Written);
        _operators.AddRange(operation);
        return this;
    }
}

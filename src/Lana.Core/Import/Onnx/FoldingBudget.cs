namespace Lana.Import.Onnx;

/// <summary>Limits the computation while a file is read in proportion to the size of the file: a few bytes can specify
/// a constant of a terabyte.</summary>
/// <param name="sizeBytes">The length of the file.</param>
internal sealed class FoldingBudget(long sizeBytes)
{
    private long _numbers = (1 << 15) + (sizeBytes / 2);
    private long _work = (1 << 24) + (16 * sizeBytes);

    /// <summary>Counts the numbers that are read and created.</summary>
    /// <exception cref="InvalidNodeException">They are too many.</exception>
    public void Charge(long read, long made)
    {
        if (made > _numbers || read + made > _work)
        {
            throw new InvalidNodeException(
                $"computing it in advance takes {made} numbers, too many for a file of {sizeBytes} bytes; "
                + "simplify the model first, so that the constant is stored");
        }

        _numbers -= made;
        _work -= read + made;
    }
}

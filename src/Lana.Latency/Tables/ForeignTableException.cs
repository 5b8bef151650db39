namespace Lana.Tables;

/// <summary>A latency table belongs to another device or another network.</summary>
public sealed class ForeignTableException : LanaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="difference">How the table's device or network differs from what was asked for.</param>
    /// <param name="message">What is wrong and what to do; it should name the difference.</param>
    public ForeignTableException(string difference, string message)
        : base(message) => Difference = difference;

    /// <summary>How the table's device or network differs from what was asked for.</summary>
    public string Difference { get; }
}

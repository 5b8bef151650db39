namespace Lana.Tables;

/// <summary>A latency table belongs to another device or another network.</summary>
public sealed class ForeignTableException : LanaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="difference">The difference between the table's device or network and the requested one.</param>
    /// <param name="message">The problem and its remedy; it should name the difference.</param>
    public ForeignTableException(string difference, string message)
        : base(message) => Difference = difference;

    /// <summary>The difference between the table's device or network and the requested one.</summary>
    public string Difference { get; }
}

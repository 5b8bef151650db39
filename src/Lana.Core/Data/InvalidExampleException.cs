namespace Lana.Data;

/// <summary>A data source returned an example that cannot be used for training.</summary>
public sealed class InvalidExampleException : LanaException
{
    internal InvalidExampleException(int example, IBatchSource source, string reason)
        : base($"Example {example} of {source.Count} (shape {source.Shape}): {reason}") => Example = example;

    /// <summary>The number of the example in its source.</summary>
    public int Example { get; }
}

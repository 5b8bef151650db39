namespace Lana.Data;

/// <summary>A data source gave an example that cannot be trained on.</summary>
public sealed class InvalidExampleException : LanaException
{
    internal InvalidExampleException(int example, IBatchSource source, string reason)
        : base($"Example {example} of {source.Count} (shape {source.Shape}): {reason}") => Example = example;

    /// <summary>The number of the example in its source.</summary>
    public int Example { get; }
}

namespace ServeStudent;

/// <summary>An output of a run.</summary>
internal sealed record StudentOutput(string Name, long[] Shape, float[] Values)
{
    /// <summary>Whether it may be the classes of one image, [1, K].</summary>
    public bool IsClasses => Shape is [1, > 1];
}

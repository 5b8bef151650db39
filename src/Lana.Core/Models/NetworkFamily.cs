namespace Lana.Models;

/// <summary>What the networks of one table have in common.</summary>
/// <param name="Title">For example <c>EfficientNet V2</c>.</param>
/// <param name="Source">Where the architecture and the names of the weights come from.</param>
internal sealed record NetworkFamily(string Title, string Source)
{
    public int Classes { get; init; } = 1000;

    public int StemStride { get; init; } = 2;
}

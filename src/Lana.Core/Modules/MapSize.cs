namespace Lana.Modules;

/// <summary>The guard of blocks whose weights depend on the map's size.</summary>
internal static class MapSize
{
    public static void Require(Tensor input, int height, int width, string name)
    {
        if (input.size(2) != height || input.size(3) != width)
        {
            throw new ArgumentException(
                $"'{name}' was built for maps of {height} × {width} positions, got {input.size(2)} × {input.size(3)}: " +
                "build the operation for this size.");
        }
    }
}

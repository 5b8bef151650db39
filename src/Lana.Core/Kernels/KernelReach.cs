namespace Lana.Kernels;

/// <summary>The taps of a kernel that can meet the map along one side; others only see padding.</summary>
/// <param name="First">The first such tap.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Before">Padding before the map that is left for them.</param>
/// <param name="After">Padding after it.</param>
internal readonly record struct KernelReach(int First, int Count, int Before, int After)
{
    public static KernelReach Of(int size, int kernel, int stride, int before, int after)
    {
        var walk = (size + before + after - kernel) / stride * stride;
        var first = Math.Max(0, before - walk);
        var count = Math.Min(kernel, size + before) - first;
        return new KernelReach(first, count, before - first, Math.Max(0, walk + count - size - (before - first)));
    }
}

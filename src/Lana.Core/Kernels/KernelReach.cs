namespace Lana.Kernels;

/// <summary>The taps of a kernel that can cover the map along one side; the others cover only padding.</summary>
/// <param name="First">The first such tap.</param>
/// <param name="Count">The number of such taps.</param>
/// <param name="Before">The remaining padding before the map.</param>
/// <param name="After">The remaining padding after the map.</param>
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

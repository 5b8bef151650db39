namespace Lana.Kernels;

public sealed class KernelReachTests
{
    [Fact]
    public void Of_AnySide_KeepsExactlyTheTapsThatMeetTheMap()
    {
        foreach (var (size, kernel, stride, before, after) in
            from size in Enumerable.Range(1, 9)
            from kernel in Enumerable.Range(1, 7)
            from stride in Enumerable.Range(1, 3)
            from before in Enumerable.Range(0, 4)
            from after in Enumerable.Range(0, 4)
            where size + before + after >= kernel && before < kernel && after < kernel
            select (size, kernel, stride, before, after))
        {
            var steps = ((size + before + after - kernel) / stride) + 1;
            var met = (
                from tap in Enumerable.Range(0, kernel)
                where Enumerable.Range(0, steps).Any(step => Place(step, tap) >= 0 && Place(step, tap) < size)
                select tap).ToList();

            var reach = KernelReach.Of(size, kernel, stride, before, after);

            // Between two taps that are met there may be one that is not; it stays.
            Assert.Equal((met[0], met[^1]), (reach.First, reach.First + reach.Count - 1));
            Assert.Equal(before - reach.First, reach.Before);
            Assert.InRange(reach.After, 0, after);
            Assert.Equal(steps, ((size + reach.Before + reach.After - reach.Count) / stride) + 1);

            int Place(int step, int tap) => (step * stride) + tap - before;
        }
    }
}

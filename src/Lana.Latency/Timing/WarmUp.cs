namespace Lana.Timing;

/// <summary>Detects that run times have stopped falling: the median of the last three is at most 3 % below the best
/// earlier median of three. Slower runs at the end do not matter, since noise only adds time.</summary>
internal sealed class WarmUp(int maxRuns)
{
    private const int Group = 3;
    private const double Tolerance = 0.03;

    private readonly List<double> _times = [];

    public int Runs => _times.Count;

    public bool IsDone => _times.Count >= maxRuns || HasStoppedFalling;

    private bool HasStoppedFalling
    {
        get
        {
            if (_times.Count < 2 * Group)
            {
                return false;
            }

            var recent = MedianAt(_times.Count - Group);
            var before = Enumerable.Range(0, _times.Count - (2 * Group) + 1).Min(MedianAt);
            return recent >= before * (1.0 - Tolerance);
        }
    }

    public void Add(double milliseconds) => _times.Add(milliseconds);

    private double MedianAt(int start) => Median.OfThree(_times[start], _times[start + 1], _times[start + 2]);
}

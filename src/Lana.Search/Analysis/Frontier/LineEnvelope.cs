namespace Lana.Analysis.Frontier;

/// <summary>The maximum of many falling lines, evaluated at ascending positions.</summary>
internal sealed class LineEnvelope
{
    private readonly List<(double Slope, double Intercept)> _lines = [];
    private int _at;

    /// <summary>Adds a line; lines are added in the order of ascending slopes.</summary>
    public void Add(double slope, double intercept)
    {
        if (_lines.Count > 0 && _lines[^1].Slope == slope)
        {
            intercept = Math.Max(intercept, _lines[^1].Intercept);
            _lines.RemoveAt(_lines.Count - 1);
        }

        while (_lines.Count > 1 && IsHidden(_lines[^2], _lines[^1], (slope, intercept)))
        {
            _lines.RemoveAt(_lines.Count - 1);
        }

        _lines.Add((slope, intercept));
    }

    /// <summary>The largest value at a position, which is at least the position of the call before.</summary>
    public double At(double x)
    {
        var value = ValueOf(_at, x);
        while (_at + 1 < _lines.Count && ValueOf(_at + 1, x) >= value)
        {
            value = ValueOf(++_at, x);
        }

        return value;
    }

    private double ValueOf(int line, double x) => (_lines[line].Slope * x) + _lines[line].Intercept;

    // The middle line is hidden if the outer two cross above it.
    private static bool IsHidden(
        (double Slope, double Intercept) a, (double Slope, double Intercept) b, (double Slope, double Intercept) c) =>
        (c.Intercept - a.Intercept) * (b.Slope - a.Slope) >= (b.Intercept - a.Intercept) * (c.Slope - a.Slope);
}

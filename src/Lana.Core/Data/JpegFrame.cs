namespace Lana.Data;

/// <summary>The frame of a JPEG file; it checks whether its scans are complete.</summary>
/// <remarks>The pixel decoder accepts a scan that ends early, or a component without one, and returns uninitialised
/// memory.</remarks>
internal sealed class JpegFrame
{
    private const int ComponentBytes = 3;
    private const int FixedBytes = 6;
    private const int BlockSide = 8;
    private const int Coefficients = 64;
    private const int AllBits = 16;

    private readonly (byte Id, int Across, int Down)[] _components;
    private readonly int[][] _missingBits;
    private readonly bool _isProgressive;

    /// <summary>Reads the segment of a frame.</summary>
    public JpegFrame(ReadOnlySpan<byte> segment, bool isProgressive)
    {
        if (segment.Length < FixedBytes || segment.Length != FixedBytes + (ComponentBytes * segment[5]) || segment[5] == 0)
        {
            throw JpegStructure.DamagedHeader();
        }

        if (segment[0] != 8)
        {
            throw new InvalidDataException($"it has {segment[0]} bits per sample; 8 are read. Convert it");
        }

        (Height, Width) = (BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), BinaryPrimitives.ReadUInt16BigEndian(segment[3..]));
        _isProgressive = isProgressive;
        _components = ReadComponents(segment[FixedBytes..]);
        _missingBits = [.. _components.Select(_ => Enumerable.Repeat(AllBits, Coefficients).ToArray())];
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Records a scan.</summary>
    /// <param name="segment">The scan's header.</param>
    /// <param name="restarts">The number of restart markers in its data.</param>
    /// <param name="interval">The number of units between restart markers; 0 for none.</param>
    public void AddScan(ReadOnlySpan<byte> segment, int restarts, int interval)
    {
        var places = PlacesOf(segment);
        if (_isProgressive && restarts > 0)
        {
            throw new InvalidDataException("it is a progressive JPEG image with restart markers, which is not read. Convert it");
        }

        if (restarts != (interval == 0 ? 0 : (UnitsOf(places) - 1) / interval))
        {
            throw new InvalidDataException("its JPEG data is damaged: restart markers are missing or too many");
        }

        foreach (var place in places)
        {
            Note(_missingBits[place], _isProgressive ? segment[^3..] : [0, Coefficients - 1, 0]);
        }
    }

    /// <summary>Refuses a frame with missing scans.</summary>
    public void ThrowIfIncomplete()
    {
        if (_missingBits.Any(missing => missing.Any(bits => bits > 0)))
        {
            throw new InvalidDataException("it is cut short: scans of the JPEG image are missing");
        }
    }

    private static (byte Id, int Across, int Down)[] ReadComponents(ReadOnlySpan<byte> segment)
    {
        var components = new (byte Id, int Across, int Down)[segment.Length / ComponentBytes];
        for (var i = 0; i < components.Length; i++)
        {
            var component = segment[(ComponentBytes * i)..];
            components[i] = (component[0], component[1] >> 4, component[1] & 15);
        }

        return components.Any(component => component.Across is < 1 or > 4 || component.Down is < 1 or > 4)
            || components.DistinctBy(component => component.Id).Count() != components.Length
                ? throw JpegStructure.DamagedHeader()
                : components;
    }

    // The first scan of a frequency leaves out its lowest bits, and each later scan adds one. The lowest frequency
    // comes first.
    private static void Note(int[] missing, ReadOnlySpan<byte> scan)
    {
        var (first, last, before, after) = (scan[0], scan[1], scan[2] >> 4, scan[2] & 15);
        if (first > last || last >= Coefficients || (first > 0 && missing[0] == AllBits) || (before > 0 && after != before - 1))
        {
            throw JpegStructure.DamagedHeader();
        }

        foreach (ref var bits in missing.AsSpan(first, last - first + 1))
        {
            if (bits != (before == 0 ? AllBits : before))
            {
                throw new InvalidDataException("its JPEG data is damaged: its scans are not in order");
            }

            bits = after;
        }
    }

    private int[] PlacesOf(ReadOnlySpan<byte> segment)
    {
        var count = segment.Length == 0 ? 0 : segment[0];
        if (count is < 1 or > 4 || segment.Length != 4 + (2 * count))
        {
            throw JpegStructure.DamagedHeader();
        }

        var places = new int[count];
        for (var i = 0; i < count; i++)
        {
            places[i] = PlaceOf(segment[1 + (2 * i)]);
        }

        return places;
    }

    private int PlaceOf(byte id)
    {
        var place = Array.FindIndex(_components, component => component.Id == id);
        return place >= 0 ? place : throw JpegStructure.DamagedHeader();
    }

    // The units between which restart markers are counted: blocks of one component, or groups of blocks of several.
    private int UnitsOf(int[] places)
    {
        var (across, down) = (_components.Max(component => component.Across), _components.Max(component => component.Down));
        if (places.Length > 1)
        {
            return Parts(Width, BlockSide * across) * Parts(Height, BlockSide * down);
        }

        var component = _components[places[0]];
        return Parts(Parts(Width * component.Across, across), BlockSide) * Parts(Parts(Height * component.Down, down), BlockSide);
    }

    private static int Parts(int length, int part) => (length + part - 1) / part;
}

namespace Lana.Scoring;

/// <summary>The agreement of a network with one of its teacher's outputs.</summary>
/// <param name="Output">The output's name.</param>
/// <param name="RelativeError">‖s − t‖ / ‖t‖ over all images: 0 if the network returns the same values as the teacher,
/// 1 if it returns zeros.</param>
/// <param name="MeanCosine">The mean over the images of the cosine between both, −1 to 1; 1 for an image for which both
/// are equal.</param>
/// <param name="Top1Agreement">For logits the share of images, and of positions in a map, at which both have the same
/// largest class, 0 to 1; null for other outputs.</param>
public sealed record OutputAgreement(string Output, double RelativeError, double MeanCosine, double? Top1Agreement)
{
    /// <summary>Formats the agreement as one line.</summary>
    /// <returns>For example <c>output: relative error 3.1 %, cosine 0.9995, top-1 agreement 98.2 %</c>.</returns>
    public override string ToString()
    {
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{Output}: relative error {100.0 * RelativeError:0.0##} %, cosine {MeanCosine:0.0000}");
        return Top1Agreement is { } top1
            ? string.Create(CultureInfo.InvariantCulture, $"{text}, top-1 agreement {100.0 * top1:0.0} %")
            : text;
    }
}

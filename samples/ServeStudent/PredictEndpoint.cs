using Microsoft.AspNetCore.Http.HttpResults;

namespace ServeStudent;

/// <summary>The answer to <c>POST /predict</c>, whose body is the bytes of an image file.</summary>
internal static class PredictEndpoint
{
    public static async Task<Results<Ok<Prediction>, ProblemHttpResult>> PredictAsync(
        Stream body, Predictor predictor, CancellationToken cancellationToken)
    {
        try
        {
            using var file = new MemoryStream();
            await body.CopyToAsync(file, cancellationToken);
            return TypedResults.Ok(predictor.Predict(file.ToArray()));
        }
        catch (InvalidDataException broken)
        {
            return TypedResults.Problem(
                broken.Message, statusCode: StatusCodes.Status400BadRequest, title: "The image cannot be read.");
        }
        catch (BadHttpRequestException refused)
        {
            return TypedResults.Problem(refused.Message, statusCode: refused.StatusCode);
        }
    }
}

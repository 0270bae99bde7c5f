-- CreateEnum
CREATE TYPE "consent_kind" AS ENUM ('NOTICE', 'MARKETING');

-- AlterEnum
ALTER TYPE "user_status" ADD VALUE 'CLOSED';

-- AlterTable
ALTER TABLE "app_user" ADD COLUMN     "closed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "category" ADD COLUMN     "adult_only" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "checkout" ADD COLUMN     "adult_confirmed_at" TIMESTAMPTZ(3),
ADD COLUMN     "first_touch" JSONB,
ADD COLUMN     "last_touch" JSONB;

-- CreateTable
CREATE TABLE "rule_version" (
    "page" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "announced_at" TIMESTAMPTZ(3),
    "effective_on" DATE,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rule_version_pkey" PRIMARY KEY ("page","version")
);

-- CreateTable
CREATE TABLE "consent" (
    "seq" BIGSERIAL NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" "consent_kind" NOT NULL,
    "granted" BOOLEAN NOT NULL,
    "notice_version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "closing_notice" (
    "id" UUID NOT NULL,
    "closes_on" DATE NOT NULL,
    "sentence" TEXT NOT NULL,
    "announced_at" TIMESTAMPTZ(3) NOT NULL,
    "announced_by" UUID NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "closing_notice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "consent_user_id_kind_seq_idx" ON "consent"("user_id", "kind", "seq");

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Goods for adults only (R-43); databases that are there already have the category.
UPDATE category SET adult_only = true WHERE id = 'liquor';

-- Rules: what was announced stands for good (R-29). The first version of a page has nobody to
-- warn; every later one is announced seven whole days before it takes effect.
ALTER TABLE rule_version
  ADD CONSTRAINT rule_version_number CHECK (version >= 1),
  ADD CONSTRAINT rule_version_announced_whole CHECK ((announced_at IS NULL) = (effective_on IS NULL)),
  ADD CONSTRAINT rule_version_seven_days CHECK (
    version = 1 OR announced_at IS NULL
    OR effective_on - (announced_at AT TIME ZONE 'Asia/Shanghai')::date >= 7
  );
CREATE UNIQUE INDEX rule_version_one_draft ON rule_version (page) WHERE announced_at IS NULL;
CREATE TRIGGER rule_version_announced_stays BEFORE UPDATE OR DELETE ON rule_version
  FOR EACH ROW WHEN (OLD.announced_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rule_version_ring AFTER INSERT OR UPDATE OR DELETE ON rule_version
  FOR EACH STATEMENT EXECUTE FUNCTION catalogue_ring();

CREATE TRIGGER consent_append_only BEFORE UPDATE OR DELETE ON consent
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Closing is told thirty days ahead (R-30); one notice stands at a time.
ALTER TABLE closing_notice ADD CONSTRAINT closing_notice_thirty_days CHECK (
  closes_on - (announced_at AT TIME ZONE 'Asia/Shanghai')::date >= 30
);
CREATE UNIQUE INDEX closing_notice_one ON closing_notice ((true)) WHERE withdrawn_at IS NULL;
CREATE TRIGGER closing_notice_ring AFTER INSERT OR UPDATE OR DELETE ON closing_notice
  FOR EACH STATEMENT EXECUTE FUNCTION catalogue_ring();

-- A closed account keeps nothing that names its person (R-33).
ALTER TABLE app_user ADD CONSTRAINT app_user_closed_at CHECK ((status::text = 'CLOSED') = (closed_at IS NOT NULL));
